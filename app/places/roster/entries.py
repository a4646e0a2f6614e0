"""What comes out of a roster: households with their people, and rows that could not be read."""

from dataclasses import dataclass, field

from app.places.doors import Door
from app.places.roster.wording import sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a cell. `text` is what it says, kept only where it names nobody."""

    code: str
    field: str
    column: int | None
    text: str = ""

    def __str__(self) -> str:
        return sentence(self.code, text=self.text)


@dataclass(slots=True)
class Person:
    """Somebody named at a door; numbers are normalised, or empty."""

    name: str
    relation: str = ""
    sex: str = ""
    id_number: str = ""
    phone: str = ""

    def is_same(self, other: "Person") -> bool:
        """Whether two rows mean one person: one name, and no two identity numbers."""
        return self.name == other.name and (
            not (self.id_number and other.id_number) or self.id_number == other.id_number
        )

    def complete(self, other: "Person") -> None:
        """Take from the same person's other row what this one lacks."""
        for name in ("relation", "sex", "id_number", "phone"):
            setattr(self, name, getattr(self, name) or getattr(other, name))


@dataclass(slots=True)
class Household:
    """A door and what the roster says of it, from rows that stand together.

    `again` marks a door met before in the file: what is here is to be added to it.
    """

    compound: str
    door: Door
    sheet: str = ""
    community: str = ""
    grid: str = ""
    people: list[Person] = field(default_factory=list)
    headcount: int | None = None
    tenant: bool | None = None
    remark: str = ""
    tags: tuple[str, ...] = ()
    rows: list[int] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    again: bool = False

    @property
    def vacant(self) -> bool:
        """Whether nobody is named here."""
        return not self.people

    def absorb(self, later: "Household") -> "Household":
        """Take in what the file says of this door further down."""
        for person in later.people:
            twin = next((one for one in self.people if one.is_same(person)), None)
            if twin:
                twin.complete(person)
            else:
                self.people.append(person)
        if later.remark not in self.remark:
            self.remark = "；".join(filter(None, (self.remark, later.remark)))
        self.headcount = self.headcount or later.headcount
        self.tenant = later.tenant if self.tenant is None else self.tenant
        self.tags = tuple(dict.fromkeys((*self.tags, *later.tags)))
        self.rows += later.rows
        self.problems += later.problems
        return self


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that could not go in, with everything it says so that it can be corrected."""

    sheet: str
    row: int
    problems: tuple[Problem, ...]
    cells: tuple[object, ...]

    @property
    def reason(self) -> str:
        """All that is wrong with the row, in sentences."""
        return " ".join(dict.fromkeys(map(str, self.problems)))


@dataclass(slots=True)
class Tally:
    """Where every row went: the counts of rows add up to `rows`."""

    rows: int = 0
    used: int = 0
    repeated: int = 0
    unreadable: int = 0
    title: int = 0
    header: int = 0
    total: int = 0
    note: int = 0
    blank: int = 0
    households: int = 0
    people: int = 0

    @property
    def adds_up(self) -> bool:
        """No row was lost on the way."""
        skipped = self.title + self.header + self.total + self.note + self.blank
        return self.rows == self.used + self.repeated + self.unreadable + skipped
