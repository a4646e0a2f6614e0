"""Rows become households; every row is accounted for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

from app.places.roster.doorways import Doorways
from app.places.roster.entries import Household, Problem, Tally, Unreadable
from app.places.roster.gathering import Gathering
from app.places.roster.headers import Layout, guess_layout
from app.places.roster.lines import Line, skipped_as
from app.places.roster.people import read_people, too_long
from app.places.roster.seen import Seen
from app.places.roster.sheets import RosterUnreadable, Row, read_rows
from app.places.roster.tags import DEFAULT_WORDS, Words

SAMPLE_ROWS = 300
"""How much of a sheet is looked at before it is read: enough to see its habits, little enough to hold."""

Entry = Household | Unreadable


@dataclass(frozen=True)
class Choices:
    """What the reader of a roster decides: the compound it is about, the columns, the words for tags."""

    compound: str = ""
    layouts: Mapping[str, Layout | None] = field(default_factory=dict)
    """By sheet; None leaves a sheet out, a sheet not named here is guessed."""
    words: Words = DEFAULT_WORDS


class Roster:
    """A roster being read: iterate once for its households and unreadable rows, then see `tally`.

    Memory stays flat: a household is handed out as soon as the next door begins. A door that comes up
    again later in the file is handed out again, marked `again`.
    """

    def __init__(self, rows: Iterable[Row], choices: Choices | None = None) -> None:
        self.choices = choices or Choices()
        self.tally = Tally()
        self.layouts: dict[str, Layout | None] = {}
        self._rows = rows
        self._seen = Seen()

    def __iter__(self) -> Iterator[Entry]:
        for sheet, rows in groupby(self._rows, key=lambda row: row.sheet):
            yield from self._read_sheet(sheet, rows)
        if not any(self.layouts.values()):
            raise RosterUnreadable("no_header" if self.layouts else "empty")

    def _read_sheet(self, sheet: str, rows: Iterator[Row]) -> Iterator[Entry]:
        sample = list(islice(rows, SAMPLE_ROWS))
        chosen = self.choices.layouts
        layout = chosen[sheet] if sheet in chosen else guess_layout(sample)
        layout = self.layouts[sheet] = layout and layout.with_headings(sample)
        counted = self._counted(chain(sample, rows))
        if layout is None:
            self.tally.note += sum(1 for _ in counted)
            return
        lines = [Line(row, layout.columns) for row in sample]
        doorways = Doorways([line for line in lines if not skipped_as(line, layout)], self.choices.compound)
        gathering = Gathering(self.tally, self._seen, self.choices.words)
        for row in counted:
            line = Line(row, layout.columns)
            if skipped := skipped_as(line, layout):
                setattr(self.tally, skipped, getattr(self.tally, skipped) + 1)
            else:
                yield from self._read_line(line, doorways, gathering)
        yield from gathering.close()

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; the blank ones between them, which are not sent, are counted."""
        before = 0
        for row in rows:
            self.tally.rows += row.number - before
            self.tally.blank += row.number - before - 1
            before = row.number
            yield row

    def _read_line(self, line: Line, doorways: Doorways, gathering: Gathering) -> Iterator[Entry]:
        place = doorways.find(line)
        people, problems = read_people(line)
        wrong = place if isinstance(place, Problem) else too_long(people, line)
        if wrong or isinstance(place, Problem):
            self.tally.unreadable += 1
            every = tuple(problem for problem in (wrong, *problems) if problem)
            yield Unreadable(line.row.sheet, line.row.number, every, tuple(line.row.cells))
            return
        if doorways.lacks_unit(place):
            problems.append(Problem("unit_missing", "unit", line.columns.get("unit"), place[1].label))
        yield from gathering.add(place, line, people, problems)


class Summary(NamedTuple):
    """What a file holds, as programs are told; and whether each household says which compound it is in."""

    counts: dict[str, Any]
    names_compounds: bool


def summarise(data: bytes, choices: Choices | None = None) -> Summary:
    """Read a whole file and count: households, named people, repeated rows, and each unreadable row.

    Raises RosterUnreadable when the file cannot be read at all.
    """
    roster, unreadable, named = Roster(read_rows(data), choices), [], True
    for entry in roster:
        if isinstance(entry, Unreadable):
            unreadable.append(entry)
        else:
            named = named and bool(entry.compound)
    several = sum(layout is not None for layout in roster.layouts.values()) > 1
    rows = [{"row": row.row, "reason": f"{row.sheet}: {row.reason}" if several else row.reason} for row in unreadable]
    tally = roster.tally
    counts = {"households": tally.households, "people": tally.people, "repeated": tally.repeated, "unreadable": rows}
    return Summary(counts, named)
