"""Reading imports: the latest of a place, what a file holds, the faces of its comparison."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select

from app.core.paging import Page, cut
from app.extensions import db
from app.org.models import Area
from app.places.imports.compounds import LEAVES
from app.places.imports.models import RosterImport, StagedHousehold, StagedRow
from app.places.imports.words import Part
from app.places.models import Household
from app.places.queries import STANDS
from app.places.roster.diff import Kind
from app.places.roster.headers import HEADER_WITHIN, Layout, guess_layout
from app.places.roster.sheets import Row, read_rows

PAGE = 40
ALL = 100_000
SHOWN = 3


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is shown to whoever chooses the columns: the guess and the first rows below the header."""

    name: str
    layout: Layout | None
    rows: list[Row]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(len(row.cells) for row in self.rows)

    def samples(self, column: int) -> list[str]:
        """What stands in a column, below the header."""
        last = self.layout.last if self.layout else 0
        cells = [row.cells[column] for row in self.rows if row.number > last and column < len(row.cells)]
        return [cell for cell in cells if cell][:SHOWN]


@dataclass(frozen=True)
class Tile:
    """A face of the comparison and how much is on it."""

    part: Part
    count: int


def imports_at(area: Area, limit: int = 20) -> list[RosterImport]:
    """The latest imports of a place."""
    rows = select(RosterImport).where(RosterImport.area_id == area.id).order_by(RosterImport.id.desc()).limit(limit)
    return list(db.session.scalars(rows))


def look_into(job: RosterImport) -> list[Sheet]:
    """The sheets of the file with a guess each; raises RosterUnreadable."""
    beginnings = read_rows(job.data, first=HEADER_WITHIN + SHOWN)
    return [
        Sheet(name, guess_layout(sample := list(rows)), sample)
        for name, rows in groupby(beginnings, key=lambda row: row.sheet)
    ]


def tiles(job: RosterImport) -> list[Tile]:
    """The faces of a comparison that hold anything."""
    mine = StagedHousehold.import_id == job.id
    rows = select(StagedHousehold.kind, func.count()).where(mine).group_by(StagedHousehold.kind)
    counts = {Part(kind.value): count for kind, count in db.session.execute(rows)}
    counts[Part.UNREADABLE] = _count(select(StagedRow.id).where(StagedRow.import_id == job.id))
    counts[Part.NOTES] = _count(select(StagedHousehold.id).where(mine, StagedHousehold.has_problems))
    counts[Part.GONE] = _count(_gone(job))
    return [Tile(part, counts[part]) for part in Part if counts.get(part)]


def households_of(job: RosterImport, part: Part, after: UUID | None) -> Page[StagedHousehold]:
    """The households on one face, in the order of the file, from behind the key `after`."""
    on = StagedHousehold.has_problems if part is Part.NOTES else StagedHousehold.kind == Kind(part.value)
    rows = select(StagedHousehold).where(StagedHousehold.import_id == job.id, on)
    rows = rows.where(StagedHousehold.id > after) if after else rows
    rows = rows.order_by(StagedHousehold.id).limit(PAGE + 1)
    return cut(db.session.scalars(rows).all(), PAGE, lambda row: row.id)


def unreadable_of(job: RosterImport, after: UUID | None = None, size: int = PAGE) -> Page[StagedRow]:
    """The rows that cannot go in, in the order of the file."""
    rows = select(StagedRow).where(StagedRow.import_id == job.id)
    rows = rows.where(StagedRow.id > after) if after else rows
    return cut(db.session.scalars(rows.order_by(StagedRow.id).limit(size + 1)).all(), size, lambda row: row.id)


def gone_of(job: RosterImport, after: UUID | None) -> Page[Household]:
    """The households of the same compounds that the file does not name."""
    rows = _gone(job).where(Household.id > after) if after else _gone(job)
    return cut(db.session.scalars(rows.order_by(Household.id).limit(PAGE + 1)).all(), PAGE, lambda row: row.id)


def kept_of(job: RosterImport) -> list[StagedHousehold]:
    """The households that stayed when the import was taken back, because they were in use."""
    rows = select(StagedHousehold).where(StagedHousehold.import_id == job.id, StagedHousehold.kept_at.is_not(None))
    return list(db.session.scalars(rows.order_by(StagedHousehold.id)))


def places_to_open(job: RosterImport) -> list[str]:
    """The compounds the file names that will be opened."""
    mine = StagedHousehold.import_id == job.id, StagedHousehold.compound_id.is_(None)
    return list(db.session.scalars(select(StagedHousehold.compound).where(*mine).distinct()))


def compounds_below(area: Area) -> list[str]:
    """The names of the compounds and resident groups below a place."""
    rows = select(Area.name).where(Area.under(area.path), Area.kind.in_(LEAVES), Area.closed_at.is_(None))
    return sorted(db.session.scalars(rows))


def _gone(job: RosterImport) -> Select[tuple[Household]]:
    mine = StagedHousehold.import_id == job.id
    compounds = select(StagedHousehold.compound_id).where(mine, StagedHousehold.compound_id.is_not(None))
    same = StagedHousehold.compound_id == Household.compound_id, StagedHousehold.label == Household.label
    rows = select(Household).where(Household.compound_id.in_(compounds), STANDS)
    return rows.where(~exists().where(mine, *same))


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
