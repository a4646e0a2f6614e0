"""Finding a household or the people behind it, inside one compound; the figures of places."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from app.extensions import db
from app.org.models import Area
from app.org.words import AreaKind
from app.places.models import Household, Resident

MOST = 20
MOST_DOUBLES = 60
LAST_SIGN = "\U0010ffff"
STANDS = Household.merged_into_id.is_(None)
LIVES_HERE = Resident.moved_out_at.is_(None)


class DoorRow(NamedTuple):
    """A door in short, for keypads and snapshots."""

    id: UUID
    label: str
    sort_key: str
    vacant_at: datetime | None


class Summary(NamedTuple):
    """How many doors and people there are below a place; vacant doors are among the households."""

    households: int
    people: int
    vacant: int


def find_household(compound_id: UUID, label: str) -> Household | None:
    """The household behind the door `label` (canonical, see app/places/doors.py) of a compound."""
    rows = select(Household).where(Household.compound_id == compound_id, Household.label == label, STANDS)
    return db.session.scalar(rows)


def doors_of(compound_id: UUID) -> list[DoorRow]:
    """Every door of a compound, sorted as people count them."""
    rows = select(Household.id, Household.label, Household.sort_key, Household.vacant_at)
    rows = rows.where(Household.compound_id == compound_id, STANDS).order_by(Household.sort_key)
    return [DoorRow(*row) for row in db.session.execute(rows)]


def find_by_name(compound_id: UUID, text: str, limit: int = MOST) -> list[Resident]:
    """People of a compound by characters of their name, by pinyin or by initials; household loaded.

    Latin letters are the beginning of the pinyin or of the initials, anything else a part of the name.
    """
    wanted = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    if not wanted:
        return []
    if wanted.isascii():
        begin = wanted.lower().replace("'", "")
        return _people(compound_id, or_(_begins(Resident.pinyin, begin), _begins(Resident.initials, begin)), limit)
    return _people(compound_id, Resident.name.contains(wanted, autoescape=True), limit)


def find_by_phone_tail(compound_id: UUID, digits: str, limit: int = MOST) -> list[Resident]:
    """People of a compound by the last digits of their phone, four at least; household loaded."""
    if len(digits) < 4 or not (digits.isascii() and digits.isdigit()):
        return []
    tail = Resident.tail_index_of(compound_id, digits)
    found = _people(compound_id, Resident.phone_tail_index == tail, limit)
    return [resident for resident in found if resident.phone.endswith(digits)]


def summary(area: Area) -> Summary:
    """The figures of `area` and all below it, as far as whoever asks may see them."""
    doors = select(func.count(Household.id), func.count(Household.vacant_at)).where(inside(area), STANDS)
    households, vacant = db.session.execute(doors).one()
    people = select(func.count(Resident.id)).join(Household, Household.id == Resident.household_id)
    return Summary(households, db.session.scalar(people.where(inside(area), LIVES_HERE)) or 0, vacant)


def inside(area: Area) -> ColumnElement[bool]:
    """The condition that a household lies in `area`, by the index that fits its kind."""
    if area.kind is AreaKind.BUILDING:
        return Household.area_id == area.id
    if area.kind in (AreaKind.COMPOUND, AreaKind.GROUP):
        return Household.compound_id == area.id
    return Household.area_id.in_(select(Area.id).where(Area.under(area.path)))


def doubles_of(residents: Sequence[Resident]) -> dict[UUID, list[Resident]]:
    """For each of the people of a door, who elsewhere in sight has the same identity number or phone."""
    numbers = [one.id_number_index for one in residents if one.id_number_index]
    phones = [one.phone_index for one in residents if one.phone_index]
    if not numbers and not phones:
        return {}
    same = or_(Resident.id_number_index.in_(numbers), Resident.phone_index.in_(phones))
    rows = select(Resident).where(same, LIVES_HERE, Resident.household_id != residents[0].household_id)
    rows = rows.options(selectinload(Resident.household)).limit(MOST_DOUBLES)
    found: dict[UUID, list[Resident]] = defaultdict(list)
    for other in db.session.scalars(rows):
        for one in residents:
            if _equal(one.id_number_index, other.id_number_index) or _equal(one.phone_index, other.phone_index):
                found[one.id].append(other)
    return dict(found)


def _people(compound_id: UUID, match: ColumnElement[bool], limit: int) -> list[Resident]:
    rows = select(Resident).where(Resident.compound_id == compound_id, match, LIVES_HERE)
    rows = rows.options(joinedload(Resident.household, innerjoin=True)).order_by(Resident.pinyin, Resident.id)
    found: Sequence[Resident] = db.session.scalars(rows.limit(limit)).all()
    return list(found)


def _begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """A range that the index on `column` serves, which LIKE is not on every database."""
    return (column >= text) & (column < text + LAST_SIGN)


def _equal(one: bytes | None, other: bytes | None) -> bool:
    return one is not None and one == other
