"""Verbs on a passage: record, take back. What happened is never refused and never erased."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import CursorResult, Update, update

from app import audit
from app.access import unscoped
from app.accounts import Actor
from app.core import clock
from app.core.refusal import Refusal
from app.extensions import db
from app.gates.facts import Direction
from app.gates.finding import Case
from app.gates.models import Passage
from app.gates.statements import Outcome, Statement, flags, implied
from app.org.models import Checkpoint


def record_passage(
    post: Checkpoint, case: Case, said: Statement, key: UUID | None = None, *, by: Actor, at: datetime
) -> Passage:
    """Write down what happened at `post` at `at`, with the advice of that moment; `key` is the op id.

    A way in closes the way out it ends (`said.returns_id`, else the person's, else the oldest). Whoever
    was closed already, by another gate, is written down all the same and flagged.
    """
    decision = case.decide(said.errand, at)
    row = Passage(
        area_id=post.area_id,
        checkpoint_id=post.id,
        household_id=case.household.id if case.household else None,
        **_said(case, said),
        because=None if said.went_through else said.because or implied(said, decision),
        advice=decision.colour,
        advice_code=decision.code,
        flags=" ".join(flags(said, decision)),
        occurred_at=at,
        received_at=clock.now(),
        recorded_by_id=by.person_id,
    )
    if key:
        row.id = key
    if said.outcome is Outcome.LET_IN:
        _close(row, case, said, at)
    db.session.add(row)
    audit.record("gates.passage.recorded", row, by=by, at=at, outcome=row.outcome, advice=row.advice, flags=row.flags)
    return row


def withdraw_passage(passage: Passage, *, by: Actor, at: datetime) -> bool:
    """Take the row back: it stays, and counts no more; a way out it had closed is open again.

    Returns False where somebody did so before.
    """
    mine = update(Passage).where(Passage.id == passage.id, Passage.stands())
    if not _changes(mine.values(withdrawn_at=at, withdrawn_by_id=by.person_id)):
        return False
    if passage.closes_id:
        _changes(update(Passage).where(Passage.id == passage.closes_id).values(returned_at=None))
    audit.record("gates.passage.withdrawn", passage, by=by, at=at)
    return True


def replace_passage(old: Passage, case: Case, said: Statement, key: UUID | None = None, *, by: Actor) -> Passage:
    """Put a corrected row in the place of `old`, which must have been withdrawn in this same write."""
    new = record_passage(old.checkpoint, case, said, key, by=by, at=old.occurred_at)
    new.supersedes_id = old.id
    if old.returned_at and new.outcome is Outcome.LET_OUT and new.household_id == old.household_id:
        new.returned_at = old.returned_at
        db.session.flush()
        mine = update(Passage).where(Passage.household_id == old.household_id, Passage.closes_id == old.id)
        _changes(mine.values(closes_id=new.id))
    return new


def already_corrected() -> Refusal:
    """The refusal of a second correction of one row."""
    return Refusal("corrected-already", _l("Somebody has corrected this already. Look at the log again."))


def _said(case: Case, said: Statement) -> dict[str, Any]:
    out = said.direction is Direction.OUT
    return {
        "resident_id": _member(case, said),
        "direction": said.direction,
        "outcome": said.outcome,
        "purpose": said.purpose if out and case.household else None,
        "reason": said.reason,
        "temperature": said.first.tenths if said.first else None,
        "method": said.first.method if said.first else None,
        "second_temperature": said.second.tenths if said.second else None,
        "second_method": said.second.method if said.second else None,
        "mask": said.mask,
    }


def _member(case: Case, said: Statement) -> UUID | None:
    """The named person, if they live behind this door or went out from it."""
    known = {out.resident_id for out in case.outside}
    if said.resident_id in known or said.resident_id is None or case.household is None:
        return said.resident_id if case.household else None
    if said.resident_id not in {one.id for one in case.household.residents}:
        raise Refusal("not-a-member", _l("This person does not live behind this door any more. Choose again."))
    return said.resident_id


def _close(row: Passage, case: Case, said: Statement, at: datetime) -> None:
    out = case.ended_by(said.returns_id, said.resident_id)
    if out and _changes(_still_out(out.id).values(returned_at=at)):
        row.closes_id, row.resident_id = out.id, row.resident_id or out.resident_id
    elif out or said.returns_id:
        row.flags = f"{row.flags} already-back".strip()


def _still_out(passage_id: UUID) -> Update:
    return update(Passage).where(Passage.id == passage_id, Passage.still_out())


def _changes(statement: Update) -> int:
    """Run the conditional update; how many rows it changed decides who was first."""
    with unscoped("a way out by another gate is closed and opened all the same"):
        done = db.session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    return done.rowcount
