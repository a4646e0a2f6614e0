"""The doors of a compound as a thumb walks through them: building, unit, then the front with its floors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.places.doors import Door, read_door
from app.places.queries import DoorRow

Doorway = tuple[str, str, Any]  # where it leads, the room, a note (out, empty)


@dataclass
class Unit:
    """One staircase: (floor, its doors) from the top down; the floor is empty where labels tell none."""

    anchor: str
    building: str
    unit: str
    floors: list[tuple[int | str, list[Doorway]]] = field(default_factory=list)

    @property
    def key(self) -> Any:
        """What stands on its key, beside the building."""
        return _("Unit %(unit)s", unit=self.unit) if self.unit else _("Rooms")

    @property
    def name(self) -> Any:
        """Where one is when one has tapped it."""
        parts = [house_name(self.building)] * bool(self.building) + [self.key] * bool(self.unit)
        return " ".join(map(str, parts))


def lay_out(rows: Iterable[DoorRow], out: set[UUID | None], url: str) -> list[Unit]:
    """The units of a compound in the order of `rows`; `out` are the households somebody is out from.

    A door leads to `url?door=<label>`: short, so that a compound of 1,500 doors is still a light page.
    """
    units: dict[tuple[str, str], Unit] = {}
    for row in rows:
        door = read_door(row.label) or Door("", "", row.label)
        place = (door.building, door.unit)
        unit = units.setdefault(place, Unit(f"unit-{len(units) + 1}", *place))
        note = _("away") if row.id in out else _("empty") if row.vacant_at else ""
        _floor(unit, door).append((f"{url}?door={row.label}", door.room, note))
    for unit in units.values():
        unit.floors.sort(key=lambda item: -1000 if item[0] == "" else -int(item[0]))
    return list(units.values())


def houses(units: Iterable[Unit]) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """A line for each building: its name, and a key for each unit."""
    lines: dict[str, list[tuple[str, Any]]] = {}
    for unit in units:
        lines.setdefault(unit.building, []).append((f"#{unit.anchor}", unit.key))
    return [(house_name(building), keys) for building, keys in lines.items()]


def house_name(building: str) -> Any:
    """`3栋`; nothing where a place has no buildings."""
    return _("Building %(name)s", name=building) if building else ""


def _floor(unit: Unit, door: Door) -> list[Doorway]:
    wanted = "" if door.floor is None else door.floor
    for floor, doors in unit.floors:
        if floor == wanted:
            return doors
    unit.floors.append((wanted, []))
    return unit.floors[-1][1]
