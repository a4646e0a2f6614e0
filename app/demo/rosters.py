"""The three real rosters, read as an import reads them. The people in them are invented."""

from collections.abc import Iterator
from pathlib import Path

from app.demo.place_names import EMERALD, TIANRUI, VILLAGE_GROUP
from app.places.roster.entries import Household
from app.places.roster.reading import Choices, Roster
from app.places.roster.sheets import read_rows

FOLDER = Path(__file__).with_name("data")
FILES = {
    EMERALD: "roster-emerald-105-households.xlsx",
    TIANRUI: "roster-tianrui-gbk.csv",
    VILLAGE_GROUP: "roster-village-group.xls",
}


def read_roster(place: str) -> list[Household]:
    """Every household of the roster of `place`, once; what a sheet says later of a door is added to it."""
    found: dict[str, Household] = {}
    for entry in Roster(read_rows((FOLDER / FILES[place]).read_bytes()), Choices(compound=place)):
        if isinstance(entry, Household):
            home = found.setdefault(entry.door.label, entry)
            home.people += [person for person in entry.people if home is not entry and _is_new(home, person.name)]
    return list(found.values())


def _is_new(home: Household, name: str) -> bool:
    return name not in {person.name for person in home.people}


def fitting(homes: int) -> Iterator[tuple[str, list[Household]]]:
    """The rosters that together fill at most half of `homes` doors; in the full district all three."""
    room = homes // 2
    for place in FILES:
        if len(households := read_roster(place)) <= room:
            room -= len(households)
            yield place, households
