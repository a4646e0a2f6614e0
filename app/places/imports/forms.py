"""The forms of an import."""

import re
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, ValidationError

from app.places.forms import options
from app.places.imports.compounds import LEAVES
from app.places.imports.words import FIELDS
from app.places.roster.headers import Layout
from app.places.words import Tag
from app.web.forms import BaseForm, text_field

REST = [("vacant", _l("Nobody lives there")), ("", _l("Nothing"))]
ACCEPTED = ".xlsx,.xls,.ods,.csv"


class UploadForm(BaseForm):
    """A roster to read."""

    roster = FileField(
        _l("Roster"),
        [FileRequired(_l("Please choose the file of the roster."))],
        render_kw={"accept": ACCEPTED},
        description=_l("A spreadsheet: .xlsx, .xls, .ods or .csv."),
    )


class ColumnsForm(BaseForm):
    """Which sheets are read, and what their columns hold.

    The sheets differ from file to file, so their fields are read by hand: `sheet-0` its name, `use-0`,
    `first-0` and `last-0` the rows of its header, `column-0-3` the field its fourth column holds.
    """

    compound = text_field(_l("Compound"), most=60)

    @property
    def layouts(self) -> dict[str, Layout | None]:
        """What was chosen, by sheet; None leaves it out."""
        names = {key[6:]: name for key, name in request.form.items() if re.fullmatch(r"sheet-[0-9]{1,3}", key)}
        return {name: self._layout(number) for number, name in names.items()}

    def _layout(self, number: str) -> Layout | None:
        if f"use-{number}" not in request.form:
            return None
        first, last = (request.form.get(f"{edge}-{number}", 0, int) for edge in ("first", "last"))
        columns: dict[str, int] = {}
        for key, field in request.form.items():
            match = re.fullmatch(rf"column-{number}-([0-9]{{1,3}})", key)
            if match and field in FIELDS:
                columns.setdefault(field, int(match[1]))
        return Layout(max(first, 0), max(last, first, 0), columns)

    def prepare(self, **loaded: Any) -> None:
        """A roster of one compound need not name it."""
        self.is_of_one = loaded["roster_import"].area.kind in LEAVES

    def validate_compound(self, field: Any) -> None:
        """At least one sheet, each with doors, each field once; and it must be known which compound it is."""
        layouts = [layout for layout in self.layouts.values() if layout]
        if not layouts:
            raise ValidationError(_("Choose at least one sheet."))
        if any(not layout.columns.keys() & {"room", "address"} for layout in layouts):
            raise ValidationError(_("Each sheet needs a column with the room or with the whole door."))
        if _chosen_twice():
            raise ValidationError(_("Two columns of a sheet hold the same. Please choose one of them."))
        named = self.is_of_one or field.data or all("compound" in layout.columns for layout in layouts)
        if not named:
            raise ValidationError(_("Which compound is this roster about? No column says it."))


class DecisionForm(BaseForm):
    """Whether the roster is believed."""

    take = HiddenField()


class WordForm(BaseForm):
    """A word of remarks and what it means."""

    word = text_field(_l("Word in the remark"), DataRequired(_l("Please type the word.")), most=30)
    tag = SelectField(_l("Means"), choices=options([*Tag.choices(), *REST]))


def _chosen_twice() -> bool:
    columns = [(key, field) for key, field in request.form.items() if key.startswith("column-") and field]
    chosen = [(key.rpartition("-")[0], field) for key, field in columns]
    return len(chosen) != len(set(chosen))
