"""Reading households: the doors of a place page by page, from a typed door to its building, who saw one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from app.access import Permission, may
from app.accounts.models import Person
from app.audit.models import Entry
from app.core.ids import read_id
from app.core.paging import Page, cut
from app.core.unscoped import unscoped
from app.extensions import db
from app.org.models import Area
from app.org.words import AreaKind
from app.places.doors import Door, join_door, read_door
from app.places.models import Household, Resident
from app.places.queries import LIVES_HERE, STANDS, find_household, inside
from app.places.words import Act, Reason

PAGE = 60
SEEN_FOR = timedelta(days=30)
MOST_GLANCES = 200


class Stair(NamedTuple):
    """Doors that share a building and a unit, and how many people live behind each."""

    area: Area
    unit: str
    doors: list[tuple[Household, int]]


class Spot(NamedTuple):
    """A door and the leaf of the tree it hangs on."""

    leaf: Area
    door: Door


class Glance(NamedTuple):
    """One line of "who saw this household": when, who, what they did, to whom, and why they looked."""

    at: datetime
    who: str
    act: object
    whom: str
    reason: object


def compound_id_of(area: Area) -> UUID:
    """The compound or resident group around a leaf, which may be the leaf itself."""
    return area.parent_id if area.kind is AreaKind.BUILDING and area.parent_id else area.id


def children_of(area: Area) -> list[Area]:
    """The open places right inside `area`, in order of their names."""
    rows = select(Area).where(Area.parent_id == area.id, Area.closed_at.is_(None))
    return sorted(db.session.scalars(rows), key=lambda child: (len(child.name), child.name))


def compound_around(area: Area) -> Area | None:
    """The compound or resident group around a building, where whoever asks may see it."""
    if area.kind is not AreaKind.BUILDING:
        return None
    return db.session.scalar(select(Area).where(Area.id == area.parent_id))


def find_stays(household: Household) -> Household | None:
    """The household that a merged one became part of."""
    if household.merged_into_id is None:
        return None
    return db.session.scalar(select(Household).where(Household.id == household.merged_into_id))


def doors_in(area: Area, after: str = "") -> Page[Household]:
    """A page of the doors of a building or compound, from behind the sort key `after`."""
    rows = select(Household).where(inside(area), STANDS, Household.sort_key > after).order_by(Household.sort_key)
    rows = rows.options(selectinload(Household.tags)).limit(PAGE + 1)
    return cut(db.session.scalars(rows).all(), PAGE, lambda household: household.sort_key)


def find_doors(area: Area, text: str) -> Page[Household]:
    """The doors of the compound around `area` that `text` may mean: `3-2-501` that one, `501` all of them."""
    door = read_door(text, area.name)
    if door is None:
        return Page([], None)
    end, begin = f"-{door.label}", f"{door.label}-"
    match = or_(Household.label == door.label, Household.label.endswith(end), Household.label.startswith(begin))
    rows = select(Household).where(Household.compound_id == compound_id_of(area), match, STANDS)
    rows = rows.options(selectinload(Household.tags)).order_by(Household.sort_key).limit(PAGE)
    return Page(db.session.scalars(rows).all(), None)


def stairs(households: Sequence[Household]) -> list[Stair]:
    """The doors grouped as one walks past them."""
    rows = select(Resident.household_id, func.count()).group_by(Resident.household_id)
    rows = rows.where(Resident.household_id.in_([household.id for household in households]), LIVES_HERE)
    people = dict(db.session.execute(rows).tuples().all()) if households else {}
    return [
        Stair(group[0].area, group[0].unit, [(household, people.get(household.id, 0)) for household in group])
        for _, rows in groupby(households, key=lambda household: (household.area_id, household.unit))
        if (group := list(rows))
    ]


def units_of(area: Area) -> list[tuple[str, str]]:
    """The units of a building, each with the sort key behind which its doors begin."""
    first = func.min(Household.sort_key)
    rows = select(Household.unit, first).where(inside(area), STANDS, Household.unit != "")
    rows = rows.group_by(Household.unit).order_by(first)
    return [(unit, key.rpartition("-")[0] + "-") for unit, key in db.session.execute(rows)]


def find_spots(area: Area, text: str) -> list[Spot]:
    """Where the door typed at `area` may lie, the likeliest first; empty where it is no door in sight.

    In a building the building may be left out: `2-501` in block 3 is `3-2-501`, and only then block 2.
    """
    door = read_door(text, area.name)
    if area.kind is not AreaKind.BUILDING:
        return _spots(children_of(area) or [area], door)
    within = door if door and is_in(area, door) else join_door(area.name, "", text)
    siblings = select(Area).where(Area.parent_id == area.parent_id, Area.closed_at.is_(None))
    return _spots(db.session.scalars(siblings).all(), within, door)


def find_at(area: Area, text: str) -> Household | None:
    """The household behind the door typed at `area`, where whoever asks may change it."""
    found = (find_household(compound_id_of(spot.leaf), spot.door.label) for spot in find_spots(area, text))
    return next((household for household in found if household and may_keep(household.area)), None)


def is_in(leaf: Area, door: Door) -> bool:
    """Whether `door` names the building `leaf` (`3栋`, `3号楼`) as its own; any door does where there are none."""
    if leaf.kind is not AreaKind.BUILDING:
        return True
    some = join_door(leaf.name, "", "101")
    return some is not None and some.building == door.building


def may_keep(area: Area) -> bool:
    """Whether whoever asks may change the households of `area`."""
    return may(Permission.PLACES_HOUSEHOLD_EDIT, area)


def compounds() -> list[Area]:
    """The compounds and resident groups in sight, to choose one."""
    rows = select(Area).where(Area.kind.in_([AreaKind.COMPOUND, AreaKind.GROUP]), Area.closed_at.is_(None))
    return list(db.session.scalars(rows.order_by(Area.name)))


def glances_at(household: Household, now: datetime) -> list[Glance]:
    """Who saw or changed this household, or one merged into it, in the last 30 days; the newest first."""
    merged = select(Household.id).where(Household.merged_into_id == household.id)
    keys = [household.id, *db.session.scalars(merged)]
    rows = select(Entry).where(Entry.subject_id.in_(keys), Entry.at > now - SEEN_FOR)
    entries = db.session.scalars(rows.order_by(Entry.at.desc(), Entry.id.desc()).limit(MOST_GLANCES)).all()
    with unscoped("whoever saw a household is named to those who answer for it"):
        doers = _names(Person, {entry.actor_id for entry in entries})
    people = _names(Resident, {read_id(entry.facts.get("resident")) for entry in entries})
    return [
        Glance(
            entry.at,
            doers.get(entry.actor_id, ""),
            Act.label_of(entry.verb),
            people.get(read_id(entry.facts.get("resident")), ""),
            Reason.label_of(entry.facts.get("reason")),
        )
        for entry in entries
    ]


def _names(model: type[Person] | type[Resident], keys: set[UUID | None]) -> dict[UUID | None, str]:
    rows = select(model.id, model.name).where(model.id.in_(keys - {None}))
    return dict(db.session.execute(rows).tuples().all())


def _spots(leaves: Sequence[Area], *doors: Door | None) -> list[Spot]:
    return [Spot(leaf, door) for door in doors if door for leaf in leaves if is_in(leaf, door)]
