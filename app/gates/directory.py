"""The doors of a compound as a thumb walks through them: building, unit, then the front with its floors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from app.places.doors import Door, read_door
from app.places.queries import DoorRow


@dataclass(frozen=True)
class Key:
    """One door to tap: its label, its room, whether somebody is out or nobody lives there."""

    label: str
    room: str
    is_out: bool
    is_vacant: bool


@dataclass
class Unit:
    """One staircase: floors from the top down, each with its doors (the floor is None where labels tell none)."""

    anchor: str
    building: str
    unit: str
    floors: dict[int | None, list[Key]] = field(default_factory=dict)


def lay_out(rows: Iterable[DoorRow], out: set[UUID | None]) -> list[Unit]:
    """The units of a compound in the order of `rows`; `out` are the households somebody is out from."""
    units: dict[tuple[str, str], Unit] = {}
    for row in rows:
        door = read_door(row.label) or Door("", "", row.label)
        place = (door.building, door.unit)
        unit = units.setdefault(place, Unit(f"unit-{len(units) + 1}", *place))
        key = Key(row.label, door.room, row.id in out, row.vacant_at is not None)
        unit.floors.setdefault(door.floor, []).append(key)
    for unit in units.values():
        unit.floors = dict(sorted(unit.floors.items(), key=_from_the_top))
    return list(units.values())


def by_building(units: Iterable[Unit]) -> list[tuple[str, list[Unit]]]:
    """The units of each building, buildings in their order."""
    return [(building, list(group)) for building, group in groupby(units, lambda unit: unit.building)]


def _from_the_top(item: tuple[int | None, list[Key]]) -> int:
    return -item[0] if item[0] is not None else 1000
