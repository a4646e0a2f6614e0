"""A planned batch goes in: short, because a gate may be waiting for its turn to write."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from app import audit
from app.accounts import Actor
from app.core.db import Base
from app.extensions import db
from app.places.imports.leaves import Leaves
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.planning import Plan, Staged, Values, correct, describe, new_household, new_residents
from app.places.imports.standing import Standing, read_standing
from app.places.models import Household, HouseholdTag, Resident
from app.places.queries import STANDS
from app.places.roster.diff import Difference, Kind, compare


def carry_out(job: RosterImport, plan: Plan, leaves: Leaves, *, by: Actor, at: datetime) -> None:
    """Write what was planned; what could not be settled before is compared with the record as it is now."""
    plan.leave_out(_taken(plan))
    _insert(Household, plan.opened.values())
    _insert(Resident, plan.residents)
    _insert(HouseholdTag, plan.tags)
    _mark({key: (one["id"], one["compound_id"], Kind.NEW) for key, one in plan.opened.items()}, at)
    _mark({key: (*where, Kind.SAME) for key, where in plan.same.items()}, at)
    kinds = _settle(job, plan.unsettled, leaves, at)
    job.done += len(plan.opened) + len(plan.same) + len(kinds)
    counts = {"new": len(plan.opened), "same": len(plan.same), "conflict": kinds.count(Kind.CONFLICT)}
    counts["changed"] = len(kinds) - counts["conflict"]
    audit.record("places.import.batch_put", job, by=by, at=at, **counts)


def finish_putting(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Every household of the file is in."""
    job.put_at, job.job = at, None
    audit.record("places.import.put", job, by=by, at=at, households=job.done)


def _taken(plan: Plan) -> set[tuple[UUID, str]]:
    new = plan.opened.values()
    compounds, labels = {one["compound_id"] for one in new}, {one["label"] for one in new}
    rows = select(Household.compound_id, Household.label).where(Household.compound_id.in_(compounds), STANDS)
    return {(row.compound_id, row.label) for row in db.session.execute(rows.where(Household.label.in_(labels)))}


def _insert(model: type[Base], rows: Iterable[Values]) -> None:
    if prepared := list(rows):
        db.session.execute(insert(model), prepared)


def _mark(done: dict[UUID, tuple[UUID, UUID, Kind]], at: datetime) -> None:
    """Note on the staged rows where their households are."""
    rows = [
        {"id": key, "household_id": one, "compound_id": around, "kind": kind, "put_at": at}
        for key, (one, around, kind) in done.items()
    ]
    if rows:
        db.session.execute(update(StagedHousehold), rows)


def _settle(job: RosterImport, unsettled: Sequence[Staged], leaves: Leaves, at: datetime) -> list[Kind]:
    """Put in the households that change or contradict what is recorded, each with a note of how to take it back."""
    standing = read_standing(job, {one.spot: one.found for one in unsettled}, lock=True)
    rows = select(StagedHousehold).where(StagedHousehold.id.in_([one.id for one in unsettled]))
    staged = {row.id: row for row in db.session.scalars(rows)} if unsettled else {}
    return [_put(one, staged[one.id], standing, leaves, at) for one in unsettled]


def _put(one: Staged, row: StagedHousehold, standing: Standing, leaves: Leaves, at: datetime) -> Kind:
    elsewhere = standing.elsewhere(one.spot, one.found)
    difference = compare(one.found, standing.known(one.spot), elsewhere, take=one.take)
    household = standing.households.get(one.spot)
    undo: dict[str, Any] = {"new": household is None}
    if household is None:
        household = new_household(one.found, leaves.of(one.spot, one.found), at)
        db.session.add(household)
    undo["moved"], undo["changed"] = _move_out(difference, at), _correct(household, difference)
    first = max((resident.position for resident in household.residents), default=-1) + 1
    added = new_residents(household, difference, at, first)
    db.session.add_all(added)
    db.session.add_all(HouseholdTag(household_id=household.id, tag=tag) for tag in difference.tags)
    undo["added"], undo["tags"] = [str(resident.id) for resident in added], list(difference.tags)
    undo["facts"] = describe(household, difference, at)
    row.undo = json.dumps(undo)
    row.household_id, row.compound_id = household.id, household.compound_id
    row.kind, row.put_at = difference.kind, at
    return difference.kind


def _move_out(difference: Difference, at: datetime) -> list[str]:
    if difference.moved:
        rows = select(Resident).where(Resident.id.in_(difference.moved))
        for resident in db.session.scalars(rows):
            resident.moved_out_at = at
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
