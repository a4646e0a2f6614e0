"""What putting a batch in will write, worked out before the transaction: sealing and comparing take time.

Most households of a roster are new or unchanged, and these are decided here. One that changes or contradicts
what is recorded is compared anew inside the transaction, where nobody can come in between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from app.core.db import Base
from app.places.imports.bodies import unpack
from app.places.imports.leaves import Leaf, Leaves
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.standing import Spot, read_standing
from app.places.models import Household, HouseholdTag, Resident
from app.places.names import spell
from app.places.roster import entries
from app.places.roster.diff import FIELDS, Difference, Kind, compare


class Staged(NamedTuple):
    """A staged household, opened."""

    id: UUID
    spot: Spot
    found: entries.Household
    take: bool


Values = dict[str, Any]
"""A record as the columns of its table: inserted by the hundred, records take a quarter of the time so."""


@dataclass
class Plan:
    """Records to insert for new households, staged rows that change nothing, and those still to be compared.

    `opened` and `same` are keyed by the staged row, `same` says which household and compound it is;
    `residents` and `tags` are those of `opened`.
    """

    opened: dict[UUID, Values] = field(default_factory=dict)
    residents: list[Values] = field(default_factory=list)
    tags: list[Values] = field(default_factory=list)
    same: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)
    unsettled: list[Staged] = field(default_factory=list)

    def open(self, staged_id: UUID, household: Household, difference: Difference, at: datetime) -> None:
        """Plan a new household with its people and tags."""
        describe(household, difference, at)
        self.opened[staged_id] = values_of(household)
        self.residents += [values_of(resident) for resident in new_residents(household, difference, at)]
        self.tags += [values_of(HouseholdTag(household_id=household.id, tag=tag)) for tag in difference.tags]

    def leave_out(self, taken: set[tuple[UUID, str]]) -> None:
        """Forget the new households whose doors (compound, label) somebody has opened meanwhile."""
        if taken:
            self.opened = {k: one for k, one in self.opened.items() if (one["compound_id"], one["label"]) not in taken}
            keys = {one["id"] for one in self.opened.values()}
            self.residents = [one for one in self.residents if one["household_id"] in keys]
            self.tags = [one for one in self.tags if one["household_id"] in keys]


def values_of(row: Base) -> Values:
    """A record as its columns."""
    return {column.key: getattr(row, column.key) for column in row.__table__.c}


def unseal(rows: Iterable[StagedHousehold]) -> list[Staged]:
    """The staged households in plain."""
    return [
        Staged(row.id, Spot(row.compound, row.label), unpack(row.content), row.taken_at is not None) for row in rows
    ]


def make_plan(job: RosterImport, batch: Sequence[Staged], leaves: Leaves, at: datetime) -> Plan:
    """Compare a batch with what is recorded, and prepare what is new."""
    plan = Plan()
    standing = read_standing(job, {one.spot: one.found for one in batch})
    for one in batch:
        difference = compare(one.found, standing.known(one.spot), standing.elsewhere(one.spot, one.found))
        if difference.kind is Kind.NEW:
            plan.open(one.id, new_household(one.found, leaves.of(one.spot, one.found), at), difference, at)
        elif difference.kind is Kind.SAME:
            household = standing.households[one.spot]
            plan.same[one.id] = household.id, household.compound_id
        else:
            plan.unsettled.append(one)
    return plan


def new_household(found: entries.Household, leaf: Leaf, at: datetime) -> Household:
    """The record of a door, without its people."""
    door = found.door
    household = Household(area_id=leaf.area_id, compound_id=leaf.compound_id, label=door.label, created_at=at)
    household.sort_key, household.unit, household.floor, household.remark = door.sort_key, door.unit, door.floor, ""
    return household


def new_residents(household: Household, difference: Difference, at: datetime, first: int = 0) -> list[Resident]:
    """The records of the people a difference adds; `first` is the position of the first."""
    added = []
    for position, person in enumerate(difference.added, first):
        resident = Resident(household_id=household.id, area_id=household.area_id, position=position, created_at=at)
        resident.compound_id = household.compound_id
        correct(resident, {name: getattr(person, name) for name in FIELDS})
        added.append(resident)
    return added


def correct(resident: Resident, said: Mapping[str, str]) -> None:
    """Put right what is `said` of somebody: texts by column, an empty number forgets it."""
    for name, value in said.items():
        if name == "phone":
            resident.set_phone(value or None)
        elif name == "id_number":
            resident.set_id_number(value or None)
        else:
            setattr(resident, name, value)
    if "name" in said:
        resident.pinyin, resident.initials = spell(said["name"])


def describe(household: Household, difference: Difference, at: datetime) -> dict[str, Any]:
    """Change what is known of the household itself; what it was before."""
    facts = dict(difference.facts)
    before: dict[str, Any] = {name: getattr(household, name) for name in facts if name != "vacant"}
    if "vacant" in facts:
        before["vacant_at"] = household.vacant_at.isoformat() if household.vacant_at else None
        facts["vacant_at"] = at if facts.pop("vacant") else None
    for name, value in facts.items():
        setattr(household, name, value)
    return before
