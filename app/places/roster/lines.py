"""A row seen through the columns of its sheet, and whether it speaks of a door or a person at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.places.doors import plain_text
from app.places.roster.headers import Layout, field_of
from app.places.roster.sheets import Row
from app.places.roster.synonyms import NOTES, TOTALS

DOOR_FIELDS = ("building", "unit", "room", "address")
_TELLING = (*DOOR_FIELDS, "head", "name", "relation", "sex", "id_number", "phone", "headcount", "remark")
_LONGEST_NAME = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `line["name"]` is the cell of that field, empty when the sheet has no such column."""

    row: Row
    columns: Mapping[str, int]

    def __getitem__(self, field: str) -> str:
        column = self.columns.get(field, -1)
        return self.row.cells[column] if 0 <= column < len(self.row.cells) else ""

    def own(self, field: str) -> str:
        """The cell, unless its value only hangs down from a merged cell above."""
        return "" if self.columns.get(field) in self.row.filled else self[field]

    @property
    def doorless(self) -> bool:
        """Whether the row names no door of its own, nor stands beside a merged one."""
        own = any(self.own(field) for field in DOOR_FIELDS)
        return not own and not self["room"] and not self["address"]


def skipped_as(line: Line, layout: Layout) -> str:
    """Why a row holds neither door nor person: `title`, `header`, `total`, `note`, `blank`; else ''."""
    row = line.row
    if row.number <= layout.last:
        return "header" if row.number >= layout.first else "title"
    own = [cell for column, cell in enumerate(row.cells) if cell and column not in row.filled]
    if not own:
        return "blank"  # a household merged over more rows than it has members
    first = plain_text(own[0]).replace(" ", "").lower()
    if first.startswith(TOTALS):
        return "total"
    if len(own) > 1 and own != ["户主"] and all(_is_heading(text, layout) for text in own):
        return "header"
    told = [field for field in _TELLING if line.own(field)]
    lone = len(own) == 1 and (len(first) > _LONGEST_NAME or told == ["remark"])
    signed = first.startswith(NOTES) and ":" in first  # 注：…, 制表人：…
    return "note" if not told or lone or signed else ""


def _is_heading(text: str, layout: Layout) -> bool:
    """Whether a cell repeats a heading of this sheet, as on the second page of a printed list."""
    return text in layout.headings.values() and bool(field_of(text))
