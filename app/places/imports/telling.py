"""Staged households and rows as a reader is told of them: doors in full, people masked."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from app.places.imports.bodies import problems_of
from app.places.imports.models import StagedHousehold, StagedRow
from app.places.imports.words import FIELDS, Change
from app.places.roster.diff import Kind
from app.places.roster.entries import Problem
from app.places.words import Tag
from app.web.templating import masked

SAMPLE_LENGTH = 24


class Told(NamedTuple):
    """One line of a list: where, what, and whether somebody has to decide."""

    row: StagedHousehold | StagedRow
    title: str
    lines: list[str]
    door: bool = True
    open: bool = False
    taken: bool = False


def told(row: StagedHousehold) -> Told:
    """What putting a household in does, and what is wrong with its cells."""
    content = row.content
    said, lines = content["household"], content["lines"]
    if row.kind in (Kind.NEW, Kind.SAME):  # who lives there says it all
        lines = [line for line in lines if line[0] in (Change.TAG, Change.MISSING)]
        told = [_people(said["people"])]
    else:
        told = []
    told += [_line(*line) for line in lines]
    told += [_problem(number, Problem(**problem)) for number, problem in said["problems"]]
    conflict = any(line[0] in (Change.ELSEWHERE, Change.OTHER_NUMBER) for line in lines)
    return Told(row, row.label, told, open=conflict, taken=row.taken_at is not None)


def told_row(row: StagedRow) -> Told:
    """Why a row cannot go in: its number, the column, the reason."""
    lines = [_problem(0, problem) for problem in problems_of(row.content)]
    title = _("Row %(row)s", row=row.number)
    return Told(row, f"{row.sheet} · {title}" if row.sheet else title, lines, door=False)


def column_name(index: int) -> str:
    """A column as the spreadsheet program calls it: A, B, … AA."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name, index = chr(65 + rest) + name, index - 1
    return name


def hint(text: str, field: str) -> str:
    """A cell as an example: enough to know the column by, too little to know anybody by."""
    text = masked(text) if field in ("name", "head") else text
    return re.sub(r"[0-9]{4,}[0-9Xx]{3}", lambda match: match[0][:3] + "…", text)[:SAMPLE_LENGTH]


def _line(change: str, name: str, detail: str) -> str:
    if change == Change.TAG:
        detail = str(Tag(detail).label) if detail in set(Tag) else detail
    return " · ".join(filter(None, (masked(name), str(Change(change).label), detail)))


def _problem(row: int, problem: Problem) -> str:
    where = [_("Row %(row)s", row=row)] if row else []
    if problem.column is not None:
        where.append(_("column %(letter)s, %(field)s", letter=column_name(problem.column), field=FIELDS[problem.field]))
    return f"{' · '.join(where)}: {problem}" if where else str(problem)


def _people(people: list[Mapping[str, Any]]) -> str:
    return "、".join(masked(person["name"]) for person in people) or _("Nobody is named")
