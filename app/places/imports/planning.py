"""What putting a batch in will write, worked out before the transaction: sealing and comparing take time.

Most households of a roster are new or unchanged, and these are decided here. One that changes or contradicts
what is recorded is compared anew inside the transaction, where nobody can come in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.core.db import Base
from app.core.ids import new_id
from app.extensions import db
from app.places.imports.bodies import unpack
from app.places.imports.leaves import Leaf, Leaves
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.standing import Spot, read_standing
from app.places.models import Household, HouseholdTag, Resident
from app.places.names import spell
from app.places.roster import entries
from app.places.roster.diff import FIELDS, VACANT, Kind, compare


class Staged(NamedTuple):
    """A staged household, opened."""

    id: UUID
    spot: Spot
    found: entries.Household
    take: bool


@dataclass
class Plan:
    """Rows to insert for new households, the staged rows they come from, and those still to be compared."""

    opened: dict[UUID, Household] = field(default_factory=dict)
    residents: list[Resident] = field(default_factory=list)
    tags: list[HouseholdTag] = field(default_factory=list)
    same: dict[UUID, Leaf] = field(default_factory=dict)
    open: list[Staged] = field(default_factory=list)


def unseal(rows: Sequence[StagedHousehold]) -> list[Staged]:
    """The staged households in plain."""
    return [
        Staged(row.id, Spot(row.compound, row.label), unpack(row.content), row.taken_at is not None) for row in rows
    ]


def make_plan(job: RosterImport, batch: Sequence[Staged], leaves: Leaves, at: datetime) -> Plan:
    """Compare a batch with what is recorded, and prepare what is new."""
    plan = Plan()
    standing = read_standing(job, {one.spot: one.found for one in batch})
    for one in batch:
        known, elsewhere = standing.known(one.spot), standing.elsewhere(one.spot, one.found)
        kind = compare(one.found, known, elsewhere).kind
        if kind is Kind.NEW:
            _open(plan, one, leaves.of(one.spot, one.found), at)
        elif kind is Kind.SAME:
            plan.same[one.id] = Leaf(standing.households[one.spot].id, leaves.of(one.spot, one.found).compound_id)
        else:
            plan.open.append(one)
    return plan
