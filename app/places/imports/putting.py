"""A batch of staged households goes in, each with a note of how to take it back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app import audit
from app.accounts import Actor
from app.extensions import db
from app.org.models import Area
from app.places.doors import Door
from app.places.imports.bodies import pack, unpack
from app.places.imports.compounds import building_for, compound_for
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.standing import Spot, Standing, read_standing
from app.places.models import Household, HouseholdTag, Resident
from app.places.names import spell
from app.places.roster import entries
from app.places.roster.diff import FIELDS, Difference, Kind, compare


def put_batch(job: RosterImport, staged: Sequence[StagedHousehold], *, by: Actor, at: datetime) -> None:
    """Put the households of `staged` in as the roster has them, compared anew with what is recorded now."""
    rows = {Spot(row.compound, row.label): row for row in staged}
    batch = {spot: unpack(row.content) for spot, row in rows.items()}
    for spot in {spot.compound: spot for spot in batch}.values():
        compound_for(job, spot.compound, batch[spot].community, by=by, at=at)
    putter = _Putter(job, read_standing(job, batch), by, at)
    kinds = [putter.put(spot, row, batch[spot]) for spot, row in rows.items()]
    job.done += len(rows)
    counts = {kind.value: kinds.count(kind) for kind in Kind}
    audit.record("places.import.batch_put", job, by=by, at=at, **counts)


def finish_putting(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Every household of the file is in."""
    job.put_at, job.job = at, None
    audit.record("places.import.put", job, by=by, at=at, households=job.done)


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


class _Putter:
    """Puts households of one batch in; leaves of the tree are looked up once."""

    def __init__(self, job: RosterImport, standing: Standing, by: Actor, at: datetime) -> None:
        self._job, self._standing, self._by, self._at = job, standing, by, at
        self._leaves: dict[tuple[str, str], Area] = {}

    def put(self, spot: Spot, row: StagedHousehold, found: entries.Household) -> Kind:
        """Put one household in; what it turned out to be."""
        elsewhere = self._standing.elsewhere(spot, found)
        difference = compare(found, self._standing.known(spot), elsewhere, take=row.taken_at is not None)
        household = self._standing.households.get(spot)
        undo: dict[str, Any] = {"new": household is None}
        if household is None:
            household = self._open(spot, found.door)
        undo["moved"] = self._move_out(difference)
        undo["changed"] = _correct(household, difference)
        undo["added"] = self._add(household, difference)
        undo["facts"], undo["tags"] = _describe(household, difference, self._at), list(difference.tags)
        db.session.add_all(HouseholdTag(household_id=household.id, tag=tag) for tag in difference.tags)
        row.undo = json.dumps(undo)
        row.household_id, row.compound_id = household.id, household.compound_id
        row.kind, row.put_at = difference.kind, self._at
        row.content = pack(found, difference)
        return difference.kind

    def _open(self, spot: Spot, door: Door) -> Household:
        compound = self._standing.compounds[spot.compound]
        if compound is None:
            raise LookupError("a compound is opened before its households")
        if (leaf := self._leaves.get((spot.compound, door.building))) is None:
            leaf = building_for(self._job, compound, door, by=self._by, at=self._at)
            self._leaves[spot.compound, door.building] = leaf
        household = Household(area_id=leaf.id, compound_id=compound.id, label=door.label, sort_key=door.sort_key)
        household.unit, household.floor, household.remark, household.created_at = door.unit, door.floor, "", self._at
        db.session.add(household)
        return household

    def _add(self, household: Household, difference: Difference) -> list[str]:
        first = max((one.position for one in household.residents), default=-1) + 1
        added = []
        for position, person in enumerate(difference.added, first):
            resident = Resident(household_id=household.id, area_id=household.area_id, position=position)
            resident.compound_id, resident.created_at = household.compound_id, self._at
            correct(resident, {name: getattr(person, name) for name in FIELDS})
            added.append(resident)
        db.session.add_all(added)
        return [str(resident.id) for resident in added]

    def _move_out(self, difference: Difference) -> list[str]:
        if difference.moved:
            rows = select(Resident).where(Resident.id.in_(difference.moved))
            for resident in db.session.scalars(rows):
                resident.moved_out_at = self._at
        return [str(key) for key in difference.moved]


def _correct(household: Household, difference: Difference) -> list[tuple[str, dict[str, str]]]:
    """Put right what is known of people; what it was before."""
    people = {resident.id: resident for resident in household.residents} if difference.changed else {}
    before = []
    for record, fresh in difference.changed:
        before.append((str(record.id), {name: getattr(record, name) for name in fresh}))
        if record.id:
            correct(people[record.id], fresh)
    return before


def _describe(household: Household, difference: Difference, at: datetime) -> dict[str, Any]:
    """Change what is known of the household itself; what it was before."""
    facts = dict(difference.facts)
    before: dict[str, Any] = {name: getattr(household, name) for name in facts if name != "vacant"}
    if "vacant" in facts:
        before["vacant_at"] = household.vacant_at.isoformat() if household.vacant_at else None
        facts["vacant_at"] = at if facts.pop("vacant") else None
    for name, value in facts.items():
        setattr(household, name, value)
    return before
