"""A batch of what an import put in is taken back; a household in use by now stays, and is named."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, delete, exists, or_, select, update
from sqlalchemy.orm import selectinload

from app import audit
from app.accounts import Actor
from app.audit import Entry
from app.core import clock
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, in_force
from app.org.tree import close_area
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.planning import correct
from app.places.models import Household, HouseholdTag, Resident
from app.places.roster.diff import Kind

AT_ONCE = 20
"""So many places are closed in one transaction."""
OWN = {"places_households", "places_residents", "places_household_tags"}


def in_use(staged: Sequence[StagedHousehold]) -> set[UUID]:
    """The households that somebody has worked with since: the trail names them, or other records point at them."""
    keys = {row.household_id for row in staged if row.household_id and row.kind is not Kind.SAME}
    since = min((row.put_at for row in staged if row.put_at), default=clock.now())
    rows = select(Resident.id, Resident.household_id).where(Resident.household_id.in_(keys))
    homes = {key: key for key in keys} | {row.id: row.household_id for row in db.session.execute(rows)}
    named = select(Entry.subject_id).where(Entry.subject_id.in_(homes), Entry.at > since)
    merged = select(Household.merged_into_id).where(Household.merged_into_id.in_(keys))
    pointing = [select(key.parent).where(key.parent.in_(homes)) for key in _pointers()]
    return {homes[key] for rows in (named, merged, *pointing) for key in db.session.scalars(rows) if key}


def undo_batch(job: RosterImport, keys: Sequence[UUID], used: set[UUID], *, by: Actor, at: datetime) -> None:
    """Take back what the import did to the households of the staged rows `keys`, except those in use."""
    staged = db.session.scalars(select(StagedHousehold).where(StagedHousehold.id.in_(keys))).all()
    free = [row for row in staged if row.household_id not in used]
    for row in staged:
        row.kept_at, row.undone_at = (at, None) if row.household_id in used else (None, at)
    notes = {row.household_id: json.loads(row.undo) for row in free if row.undo_sealed}
    new = [row.household_id for row in free if row.kind is Kind.NEW and not row.undo_sealed]
    _remove(notes, [*new, *(key for key, note in notes.items() if note["new"])])
    for household in _standing([key for key, note in notes.items() if not note["new"]]):
        _restore(household, notes[household.id])
    job.done += len(staged)
    audit.record("places.import.batch_undone", job, by=by, at=at, households=len(free), kept=len(staged) - len(free))


def close_opened(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Close some of the places the import opened, the inner ones first, where nothing has come to stand in them."""
    for key in reversed(job.opened[-AT_ONCE:]):
        area = db.session.get(Area, UUID(key))
        if area and not area.closed_at and not _occupied(area, at):
            close_area(area, by=by, at=at)
            db.session.flush()
    job.opened = job.opened[:-AT_ONCE]
    audit.record("places.import.places_closed", job, by=by, at=at)


def finish_undoing(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Everything is taken back that could be."""
    job.undone_at, job.job = at, None
    audit.record("places.import.undone", job, by=by, at=at)


def _remove(notes: Mapping[UUID | None, Any], opened: Sequence[UUID | None]) -> None:
    """Erase who was added and the households that were new; bring back who was moved from another door."""
    added = [UUID(key) for note in notes.values() for key in note["added"]]
    moved = [UUID(key) for note in notes.values() for key in note["moved"]]
    db.session.execute(update(Resident).where(Resident.id.in_(moved)).values(moved_out_at=None))
    db.session.execute(delete(Resident).where(or_(Resident.id.in_(added), Resident.household_id.in_(opened))))
    db.session.execute(delete(HouseholdTag).where(HouseholdTag.household_id.in_(opened)))
    db.session.execute(delete(Household).where(Household.id.in_(opened)))


def _standing(keys: Sequence[UUID | None]) -> Sequence[Household]:
    rows = select(Household).where(Household.id.in_(keys)).order_by(Household.id).with_for_update(of=Household)
    return db.session.scalars(rows.options(selectinload(Household.residents))).all()


def _restore(household: Household, note: dict[str, Any]) -> None:
    """Give a household that was known before its facts, its tags and its people's details back."""
    tags = HouseholdTag.household_id == household.id, HouseholdTag.tag.in_(note["tags"])
    db.session.execute(delete(HouseholdTag).where(*tags))
    people = {str(resident.id): resident for resident in household.residents}
    for key, before in note["changed"]:
        if key in people:
            correct(people[key], before)
    for name, value in note["facts"].items():
        is_moment = name.endswith("_at") and value
        setattr(household, name, datetime.fromisoformat(value) if is_moment else value)


def _pointers() -> Iterator[ForeignKey]:
    """Every foreign key of another domain that leads to a household or a resident."""
    for table in db.metadata.tables.values():
        if table.name not in OWN:
            yield from (key for key in table.foreign_keys if key.column.table.name in OWN)


def _occupied(area: Area, at: datetime) -> bool:
    holds = (
        exists().where(Household.area_id == area.id),
        exists().where(Household.compound_id == area.id),
        exists().where(Area.parent_id == area.id, Area.closed_at.is_(None)),
        exists().where(Binding.area_id == area.id, in_force(Binding, at)),
        exists().where(Checkpoint.area_id == area.id, Checkpoint.closed_at.is_(None)),
    )
    return bool(db.session.scalar(select(or_(*holds))))
