"""Which door a row belongs to, in a sheet where not every row names one."""

from collections.abc import Iterable, Sequence

from app.places.doors import Door, join_door, plain_text, read_door, split_place
from app.places.roster.cells import is_head
from app.places.roster.entries import Problem
from app.places.roster.lines import Line

Place = tuple[str, Door]


class Doorways:
    """Reads the doors of one sheet from top to bottom; `sample` are its first rows, to see its habits.

    Some sheets write the door once and leave it blank for the other members, some repeat it in every row.
    In the second kind a blank door is a mistake, and guessing would put a stranger into a family.
    """

    def __init__(self, sample: Sequence[Line], compound: str = "") -> None:
        self._last: Place | None = None
        self._head = ""
        self._block = ("", "")
        self._carries_people = _carries_people(sample)
        self._carries_buildings = _carries_buildings(sample)
        self._has_buildings = any(line["building"] for line in sample)
        self._compounds: set[str] = set()
        self._with_units: set[tuple[str, str]] = set()
        self._given = compound
        self._also = _alias(sample, compound)

    def find(self, line: Line) -> Place | Problem:
        """The compound and door of a row, or what is wrong with it."""
        found = self._continued(line) if line.doorless else self._named(line)
        self._last = None if isinstance(found, Problem) else found
        self._head = line["head"] or self._head
        return found

    def lacks_unit(self, place: Place) -> bool:
        """Whether this door names no unit though its building has some."""
        compound, door = place
        if door.unit:
            self._with_units.add((compound, door.building))
        return bool(door.building) and not door.unit and (compound, door.building) in self._with_units

    def _continued(self, line: Line) -> Place | Problem:
        another = line["head"] not in ("", self._head) or is_head(line["relation"])
        if self._carries_people and not another:
            return self._last or self._problem("door_above", line)
        return self._problem("no_door", line)

    def _named(self, line: Line) -> Place | Problem:
        place, door = self._joined(line) if line["room"] or not line["address"] else self._addressed(line)
        compound = line["compound"] or place
        if self._given:
            if compound and not _same(compound, self._given) and not _same(compound, self._also):
                return Problem("other_compound", "compound", line.columns.get("compound"), compound)
            compound = self._given
        elif compound:
            self._compounds.add(compound)
        elif len(self._compounds) > 1:
            return self._problem("compound_missing", line, "compound")
        else:
            compound = next(iter(self._compounds), "")
        if door is None:
            return self._problem("door_unclear", line)
        if self._has_buildings and not door.building:
            return self._problem("building_missing", line, "building")
        return compound, door

    def _joined(self, line: Line) -> tuple[str, Door | None]:
        building, unit = line["building"], line["unit"]
        if self._carries_buildings and not building:
            building, unit = self._block[0], unit or self._block[1]
        self._block = building, unit
        return "", join_door(building or _building_of(line), unit, line["room"])

    def _addressed(self, line: Line) -> tuple[str, Door | None]:
        address = line["address"]
        if line["building"] and (door := join_door(line["building"], line["unit"], address)):
            return "", door
        if door := read_door(address, self._given or line["compound"]):
            return "", door
        return split_place(address)

    def _problem(self, code: str, line: Line, field: str = "") -> Problem:
        field = field or ("address" if "room" not in line.columns and "address" in line.columns else "room")
        said = [line[name] for name in ("building", "unit", "room", "address") if line[name]]
        return Problem(code, field, line.columns.get(field), " ".join(said)[:60])


def _building_of(line: Line) -> str:
    """A sheet named `1栋` or `3号楼` is the building of doors that name none."""
    name = plain_text(line.row.sheet)
    is_building = "building" not in line.columns and name.endswith(("栋", "幢", "座", "号楼"))
    return name if is_building and read_door(name + "1") else ""


def _carries_people(sample: Iterable[Line]) -> bool:
    """Whether rows without a door are members of the household above: more of them than repeated doors."""
    blank = repeated = related = 0
    before = None
    for line in sample:
        if line.doorless:
            blank += 1
            related += bool(line["relation"]) and not is_head(line["relation"])
            continue
        door = tuple(line[field] for field in ("compound", "building", "unit", "room", "address"))
        repeated += door == before and bool(line.own("room") or line.own("address"))
        before = door
    return blank > repeated and (related > 0 or blank > 1)


def _carries_buildings(sample: Iterable[Line]) -> bool:
    """Whether the building is written once for many doors: blank in a fifth of them, at least twice."""
    doors = [line for line in sample if line["room"]]
    blank = sum(not line["building"] for line in doors)
    return 2 <= blank < len(doors) and blank * 5 >= len(doors)


def _alias(sample: Iterable[Line], given: str) -> str:
    """What the sheet calls the compound that the reader calls `given`: its first name, unless `given` occurs."""
    names = [line["compound"] for line in sample if line["compound"]]
    if not given or not names or any(_same(name, given) for name in names):
        return given
    return names[0]


def _same(one: str, other: str) -> bool:
    one, other = (plain_text(name).replace(" ", "") for name in (one, other))
    return one in other or other in one
