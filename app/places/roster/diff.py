"""What a roster says of a door, against what is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.places.roster.entries import Household, Person

FIELDS = ("name", "relation", "sex", "id_number", "phone")
VACANT = "vacant"
"""A word of the remark that is no tag: nobody lives there."""


class Kind(StrEnum):
    """What putting a household in would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"


@dataclass(slots=True)
class KnownPerson(Person):
    """Somebody recorded behind the door."""

    id: UUID | None = None


@dataclass(frozen=True)
class Known:
    """What is recorded of a household."""

    people: tuple[KnownPerson, ...] = ()
    remark: str = ""
    headcount: int | None = None
    tenant: bool | None = None
    tags: frozenset[str] = frozenset()
    vacant: bool = False


class Elsewhere(NamedTuple):
    """Somebody with the same identity number, recorded behind another door."""

    id: UUID
    label: str


class Conflict(NamedTuple):
    """Where roster and record contradict each other about a person; nothing is done until somebody decides.

    `elsewhere` is set when the person is recorded behind another door, `known` when another identity
    number is recorded for the name.
    """

    person: Person
    known: KnownPerson | None = None
    elsewhere: Elsewhere | None = None


@dataclass
class Difference:
    """What to change. Empty cells of a roster never erase what is known."""

    kind: Kind
    added: list[Person] = field(default_factory=list)
    changed: list[tuple[KnownPerson, dict[str, str]]] = field(default_factory=list)
    moved: list[UUID] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[KnownPerson] = field(default_factory=list)
    """Recorded, but not on the roster: shown, never removed."""
    facts: dict[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def compare(
    found: Household, known: Known | None, elsewhere: Mapping[str, Elsewhere] | None = None, *, take: bool = False
) -> Difference:
    """Compare a household of a roster with what is `known` of its door (None: nothing).

    `elsewhere` maps identity numbers to other doors. With `take` the roster is believed where the two
    contradict each other.
    """
    difference = Difference(Kind.SAME)
    pairs = _pair(found.people, known.people if known else ())
    for person, record in pairs:
        conflict = _conflict(person, record, elsewhere or {})
        if conflict and not take:
            difference.conflicts.append(conflict)
            continue
        if conflict and conflict.elsewhere:
            difference.moved.append(conflict.elsewhere.id)
        _note(difference, person, record)
    paired = [record for _, record in pairs]
    difference.missing = [record for record in known.people if record not in paired] if known else []
    difference.facts = _facts(found, known or Known())
    difference.tags = tuple(tag for tag in found.tags if tag != VACANT and tag not in (known or Known()).tags)
    difference.kind = _kind(difference, known)
    return difference


def _kind(difference: Difference, known: Known | None) -> Kind:
    if difference.conflicts:
        return Kind.CONFLICT
    if known is None:
        return Kind.NEW
    touched = difference.added or difference.changed or difference.moved or difference.facts or difference.tags
    return Kind.CHANGED if touched else Kind.SAME


def _pair(people: list[Person], records: Iterable[KnownPerson]) -> list[tuple[Person, KnownPerson | None]]:
    """Each person with their record: by identity number, then by name; last, by a name whose numbers differ."""
    free = list(records)
    found: dict[int, KnownPerson] = {}
    for fits in (_same_number, _same_name, _only_name):
        for index, person in enumerate(people):
            record = next((one for one in free if fits(person, one)), None)
            if record and index not in found:
                free.remove(record)
                found[index] = record
    return [(person, found.get(index)) for index, person in enumerate(people)]


def _same_number(one: Person, other: Person) -> bool:
    return bool(one.id_number) and one.id_number == other.id_number


def _same_name(one: Person, other: Person) -> bool:
    return one.name == other.name and not (one.id_number and other.id_number)


def _only_name(one: Person, other: Person) -> bool:
    return one.name == other.name


def _conflict(person: Person, record: KnownPerson | None, elsewhere: Mapping[str, Elsewhere]) -> Conflict | None:
    if record and record.id_number and person.id_number and record.id_number != person.id_number:
        return Conflict(person, known=record)
    if (record is None or not record.id_number) and (place := elsewhere.get(person.id_number)):
        return Conflict(person, known=record, elsewhere=place)
    return None


def _note(difference: Difference, person: Person, record: KnownPerson | None) -> None:
    if record is None:
        difference.added.append(person)
        return
    said = {name: getattr(person, name) for name in FIELDS}
    if fresh := {name: value for name, value in said.items() if value and value != getattr(record, name)}:
        difference.changed.append((record, fresh))


def _facts(found: Household, known: Known) -> dict[str, object]:
    """What changes of the household itself; a remark is added to, so that nobody's words are lost."""
    facts: dict[str, object] = {}
    if found.remark and found.remark not in known.remark:
        facts["remark"] = "\n".join(filter(None, (known.remark, found.remark)))
    if found.headcount is not None and found.headcount != known.headcount:
        facts["declared_size"] = found.headcount
    if found.tenant is not None and found.tenant != known.tenant:
        facts["is_tenant"] = found.tenant
    if found.people and known.vacant:
        facts["vacant"] = False
    if VACANT in found.tags and not found.people and not known.people and not known.vacant:
        facts["vacant"] = True
    return facts
