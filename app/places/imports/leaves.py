"""The leaves of the tree that a roster's doors hang on, opened before the households that need them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.accounts import Actor
from app.places.imports.compounds import building_for, compound_for
from app.places.imports.models import RosterImport
from app.places.imports.standing import Spot
from app.places.roster.entries import Household


class Leaf(NamedTuple):
    """What a household hangs on, and the compound around it."""

    area_id: UUID
    compound_id: UUID


class Leaves:
    """The leaves met so far in one import."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Leaf] = {}

    def of(self, spot: Spot, found: Household) -> Leaf:
        """The leaf of a household, which must have been opened."""
        return self._known[spot.compound, found.door.building]

    def lack(self, batch: Iterable[tuple[Spot, Household]]) -> list[tuple[Spot, Household]]:
        """One household for each leaf not met yet."""
        unknown = {(spot.compound, found.door.building): (spot, found) for spot, found in batch}
        return [one for key, one in unknown.items() if key not in self._known]

    def open(self, job: RosterImport, lacking: Iterable[tuple[Spot, Household]], *, by: Actor, at: datetime) -> None:
        """Find the leaves of these households, opening those that are unknown."""
        for spot, found in lacking:
            compound = compound_for(job, spot.compound, found.community, by=by, at=at)
            building = building_for(job, compound, found.door, by=by, at=at)
            self._known[spot.compound, found.door.building] = Leaf(building.id, compound.id)
