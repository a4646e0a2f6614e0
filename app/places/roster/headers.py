"""Which row of a sheet names the columns, and what each column holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.places.doors import plain_text
from app.places.roster.sheets import Row
from app.places.roster.synonyms import FIELDS, OTHERS

HEADER_WITHIN = 30
"""Title rows before the header: nobody writes more."""

_EXACT = {word.replace(" ", ""): name for name, words in FIELDS.items() for word in words}
_INSIDE = sorted((word for word in _EXACT if len(word) > 1 and not word.isascii()), key=len, reverse=True)
_TELLING = {"room", "address", "name", "head"}


@dataclass(frozen=True)
class Layout:
    """How to read one sheet: the rows of its header (1-based, 0 and 0 without one) and its columns."""

    first: int
    last: int
    columns: Mapping[str, int]
    """Field name to column, counted from 0."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """What the sheet calls each column, for people choosing."""

    def with_headings(self, sample: Sequence[Row]) -> "Layout":
        """The same layout, knowing what the sheet calls its columns."""
        headings: dict[int, str] = {}
        for row in sample:
            if self.first <= row.number <= self.last:
                headings |= _headings(row)
        return Layout(self.first, self.last, self.columns, headings)


def guess_layout(sample: Sequence[Row]) -> Layout | None:
    """Find the header among the first rows of a sheet, or None when it has none (a sheet of notes).

    A header names doors or people and at least two columns in all. The row below belongs to it when every
    cell in that row names a column too (`家庭住址` over `楼栋 | 单元 | 房号`).
    """
    for row, below in zip(sample[:HEADER_WITHIN], [*sample[1:], None], strict=False):
        headings = _headings(row)
        columns = _columns(headings)
        if len(columns) < 2 or not columns.keys() & _TELLING:
            continue
        if below is None or not _names_columns(below):
            return Layout(row.number, row.number, columns, headings)
        headings |= _headings(below)
        return Layout(row.number, below.number, _columns(headings), headings)
    return None


def field_of(heading: object) -> str:
    """The field a column heading means, or an empty text."""
    text = _bare(heading)
    if text in _EXACT:
        return _EXACT[text]
    if len(text) > 14 or any(word in text for word in OTHERS):
        return ""
    return next((_EXACT[word] for word in _INSIDE if word in text), "")


def _bare(heading: object) -> str:
    return re.sub(r"\(.*?\)|[\s:*、.。_]", "", plain_text(heading).lower())


def _headings(row: Row) -> dict[int, str]:
    return {column: cell for column, cell in enumerate(row.cells) if cell}


def _columns(headings: Mapping[int, str]) -> dict[str, int]:
    """Field to column. A plain `姓名` goes before `配偶姓名`, then what stands further left."""
    columns: dict[str, int] = {}
    for column in sorted(headings, key=lambda column: (_bare(headings[column]) not in _EXACT, column)):
        if name := field_of(headings[column]):
            columns.setdefault(name, column)
    return columns


def _names_columns(row: Row) -> bool:
    """Whether each cell with a value of its own is a heading (a lone `户主` is somebody's relation)."""
    own = [text for column, text in _headings(row).items() if column not in row.filled]
    return bool(own) and own != ["户主"] and all(map(field_of, own))
