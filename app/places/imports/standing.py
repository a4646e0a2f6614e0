"""What is recorded of the doors a batch of a roster names, read in a few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.extensions import db
from app.org.models import Area
from app.places.imports.compounds import find_compound
from app.places.imports.models import RosterImport
from app.places.models import Household, Resident
from app.places.queries import LIVES_HERE, STANDS
from app.places.roster import entries
from app.places.roster.diff import Elsewhere, Known, KnownPerson


class Spot(NamedTuple):
    """A door in a compound, which need not be open yet."""

    compound: str
    label: str


Batch = Mapping[Spot, entries.Household]


@dataclass
class Standing:
    """The compounds and households of a batch, and where the people of the batch are recorded."""

    compounds: dict[str, Area | None] = field(default_factory=dict)
    households: dict[Spot, Household] = field(default_factory=dict)
    numbers: dict[str, list[Resident]] = field(default_factory=dict)

    def known(self, spot: Spot) -> Known | None:
        """What is recorded of the door, or None."""
        household = self.households.get(spot)
        return known_of(household) if household else None

    def elsewhere(self, spot: Spot, found: entries.Household) -> dict[str, Elsewhere]:
        """Which people of a household are recorded behind other doors, by identity number."""
        here = self.households.get(spot)
        return {
            person.id_number: Elsewhere(resident.id, resident.household.label)
            for person in found.people
            for resident in self.numbers.get(person.id_number, ())
            if here is None or resident.household_id != here.id
        }

    def compound_id(self, spot: Spot) -> UUID | None:
        """The compound of the door, where it is open."""
        compound = self.compounds[spot.compound]
        return compound.id if compound else None


def read_standing(job: RosterImport, batch: Batch, *, lock: bool = False) -> Standing:
    """Read what is recorded, below the place of the import, of the doors and people of a batch.

    With `lock` nobody else changes the households until the transaction ends.
    """
    standing = Standing({name: find_compound(job, name) for name in {spot.compound for spot in batch}})
    for name, compound in standing.compounds.items():
        labels = [spot.label for spot in batch if spot.compound == name]
        if compound:
            rows = select(Household).where(Household.compound_id == compound.id, Household.label.in_(labels), STANDS)
            rows = rows.options(selectinload(Household.residents), selectinload(Household.tags))
            rows = rows.order_by(Household.id).with_for_update(of=Household) if lock else rows
            standing.households |= {Spot(name, row.label): row for row in db.session.scalars(rows)}
    standing.numbers = _recorded(job.area, {person.id_number for found in batch.values() for person in found.people})
    return standing


def known_of(household: Household) -> Known:
    """What is recorded of a household, in plain."""
    people = tuple(
        KnownPerson(one.name, one.relation, one.sex, one.id_number or "", one.phone or "", one.id)
        for one in household.residents
    )
    tags = frozenset(tag.tag for tag in household.tags)
    facts = (household.remark, household.declared_size, household.is_tenant, tags, household.vacant_at is not None)
    return Known(people, *facts)


def _recorded(area: Area, numbers: Iterable[str]) -> dict[str, list[Resident]]:
    by_index = {Resident.index_of("id_number", number): number for number in numbers if number}
    rows = select(Resident).join(Area, Area.id == Resident.area_id).options(joinedload(Resident.household))
    rows = rows.where(Resident.id_number_index.in_(by_index), LIVES_HERE, Area.under(area.path))
    found: dict[str, list[Resident]] = {}
    for resident in db.session.scalars(rows):
        found.setdefault(by_index[resident.id_number_index or b""], []).append(resident)
    return found
