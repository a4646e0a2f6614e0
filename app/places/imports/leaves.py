"""The leaves of the tree that a roster's doors hang on, opened before the households that need them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.accounts import Actor
from app.places.imports.compounds import compound_for, find_compound, find_leaf, leaf_for
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

    def lack(self, job: RosterImport, batch: Iterable[tuple[Spot, Household]]) -> list[tuple[Spot, Household]]:
        """One household for each leaf that must be opened."""
        unknown = {(spot.compound, found.door.building): (spot, found) for spot, found in batch}
        lacking = []
        for key in unknown.keys() - self._known.keys():
            spot, found = unknown[key]
            compound = find_compound(job, spot.compound)
            leaf = compound and find_leaf(compound, found.door)
            if compound and leaf:
                self._known[key] = Leaf(leaf.id, compound.id)
            else:
                lacking.append((spot, found))
        return lacking

    def open(self, job: RosterImport, lacking: Iterable[tuple[Spot, Household]], *, by: Actor, at: datetime) -> None:
        """Open the leaves of these households, and the compounds around them."""
        for spot, found in lacking:
            compound = compound_for(job, spot.compound, found.community, by=by, at=at)
            leaf = leaf_for(job, compound, found.door, by=by, at=at)
            self._known[spot.compound, found.door.building] = Leaf(leaf.id, compound.id)
