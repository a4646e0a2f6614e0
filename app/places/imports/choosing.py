"""The page on which sheets and columns are chosen: a guess for each, changeable."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.places.imports.compounds import LEAVES
from app.places.imports.forms import ColumnsForm
from app.places.imports.models import RosterImport
from app.places.imports.queries import Sheet, compounds_below, look_into
from app.places.imports.telling import column_name, hint
from app.places.imports.words import FIELDS
from app.places.roster.headers import Layout
from app.places.roster.sheets import RosterUnreadable
from app.places.roster.wording import sentence
from app.web import respond


@dataclass(frozen=True)
class Column:
    """A column somebody may give another meaning."""

    index: int
    letter: str
    heading: str
    samples: str
    field: str


@dataclass(frozen=True)
class Offer:
    """A sheet, how it would be read."""

    number: int
    name: str
    used: bool
    first: int
    last: int
    columns: list[Column]


def draw_choice(job: RosterImport, form: ColumnsForm | None) -> object:
    """Offer the sheets of the file, as they were chosen before or else as guessed."""
    chosen = form.layouts if form else _chosen(job)
    form = form or ColumnsForm(compound=job.compound)
    problem, offers = sentence(job.problem, row=job.problem_row) if job.problem else "", []
    try:
        offers = [_offer(number, sheet, chosen) for number, sheet in enumerate(look_into(job))]
    except RosterUnreadable as error:
        problem = str(error)
    known: dict[str, Any] = {
        "fields": FIELDS,
        "names_compound": job.area.kind not in LEAVES,
        "compounds": compounds_below(job.area),
    }
    return respond("places/imports/choose.html", job=job, form=form, offers=offers, problem=problem, **known)


def _chosen(job: RosterImport) -> dict[str, Layout | None]:
    return {sheet: Layout(**layout) if layout else None for sheet, layout in (job.layouts or {}).items()}


def _offer(number: int, sheet: Sheet, chosen: Mapping[str, Layout | None]) -> Offer:
    layout = chosen.get(sheet.name, sheet.layout)
    first, last = (layout.first, layout.last) if layout else (0, 0)
    headings = sheet.layout.headings if sheet.layout else {}
    meanings = {column: field for field, column in layout.columns.items()} if layout else {}
    columns = [
        Column(index, column_name(index), headings.get(index, ""), _samples(sheet, index), meanings.get(index, ""))
        for index in range(sheet.width)
        if sheet.samples(index) or index in headings
    ]
    return Offer(number, sheet.name, layout is not None, first, last, columns)


def _samples(sheet: Sheet, column: int) -> str:
    field = next((name for name, index in sheet.layout.columns.items() if index == column), "") if sheet.layout else ""
    return " · ".join(hint(text, field) for text in sheet.samples(column))
