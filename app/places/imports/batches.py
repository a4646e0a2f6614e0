"""The long work of an import, beside the requests: a batch of households per transaction.

Reading a district's file takes half a minute and 26,000 households take 174 batches. A gate must wait for none
of it longer than one batch, so each is a short transaction of its own, and whoever looks sees how far it is.
Work that stopped half way (a restart) is taken up again where it was, by the next look or the ticker.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from app import audit
from app.access import unscoped
from app.accounts import SYSTEM, Actor
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.places.imports import staging
from app.places.imports.actions import purge
from app.places.imports.leaves import Leaves
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.imports.planning import make_plan, unseal
from app.places.imports.putting import carry_out, finish_putting
from app.places.imports.undoing import close_opened, finish_undoing, in_use, undo_batch
from app.places.imports.words import Job
from app.places.roster.reading import Entry, Roster
from app.places.roster.sheets import RosterUnreadable, read_rows

log = logging.getLogger("menhu")
BATCH = 150
FIRST = UUID(int=0)
LEASE = timedelta(minutes=2)
"""After so long without a batch whoever worked on it is gone."""


def is_waiting(job: RosterImport) -> bool:
    """Whether something was asked for that nobody is working on."""
    return job.job is not None and (job.leased_until is None or job.leased_until < clock.now())


def start(job_id: UUID) -> None:
    """Do what was asked of an import, beside this request."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_run, args=(app, job_id), name=f"import {job_id}", daemon=True).start()


def tick(at: datetime) -> int:
    """Take up imports that nobody is working on, and forget those older than seven days; how many there were."""
    with unscoped("imports that were left half way or are past their time"):
        waiting = db.session.scalars(select(RosterImport.id).where(*_free())).all()
        with writing(unaudited="rows are forgotten when their time is up"):
            forgotten = purge(at)
    return sum(work(job_id) for job_id in waiting) + forgotten


def work(job_id: UUID) -> bool:
    """Do what was asked of an import, to its end; False when there is nothing, or somebody is at it.

    When it fails, what was done stays done, and somebody may ask for the rest again.
    """
    with unscoped("an import works on the places it was meant for when it was asked for"):
        if not _claim(job_id):
            return False
        asked = db.session.get_one(RosterImport, job_id).job
        try:
            {Job.READ: _read, Job.PUT: _put, Job.UNDO: _undo}[asked](job_id)  # type: ignore[index]
        except Exception:
            log.exception("import %s stopped", job_id)
            _step(job_id, staging.stop)
    return True


def note_export(job: RosterImport, rows: int, *, by: Actor, at: datetime) -> None:
    """Note that somebody took the unreadable rows out as a file: a read that leaves a trace."""
    with writing():
        audit.record("places.import.rows_taken_out", job, by=by, at=at, rows=rows)


def _run(app: Flask, job_id: UUID) -> None:
    with app.app_context():
        work(job_id)


def _free() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    unleased = or_(RosterImport.leased_until.is_(None), RosterImport.leased_until < clock.now())
    return RosterImport.job.is_not(None), unleased


def _claim(job_id: UUID) -> bool:
    with writing(unaudited="who works on it is no act"):
        lease = update(RosterImport).where(RosterImport.id == job_id, *_free()).values(leased_until=clock.now() + LEASE)
        return db.session.scalar(lease.returning(RosterImport.id)) is not None


def _read(job_id: UUID) -> None:
    job = db.session.get_one(RosterImport, job_id)
    roster, stager = Roster(read_rows(job.data), staging.choices_of(job)), staging.Stager()
    _step(job_id, staging.begin)
    try:
        for entries in _batches(roster):
            _step(job_id, partial(stager.stage, entries=entries))
        _step(job_id, partial(staging.finish, roster=roster, at=clock.now()))
    except RosterUnreadable as error:
        _step(job_id, partial(staging.fail, error=error))


def _put(job_id: UUID) -> None:
    leaves, after = Leaves(), FIRST
    while batch := unseal(_next(job_id, StagedHousehold.put_at.is_(None), after)):
        after = batch[-1].id
        job = db.session.get_one(RosterImport, job_id)
        if lacking := leaves.lack(job, ((one.spot, one.found) for one in batch)):
            _act(job_id, partial(leaves.open, lacking=lacking))
        plan = make_plan(job, batch, leaves, clock.now())
        _act(job_id, partial(carry_out, plan=plan, leaves=leaves))
    _act(job_id, finish_putting)


def _undo(job_id: UUID) -> None:
    row = StagedHousehold
    waiting = and_(row.put_at.is_not(None), row.undone_at.is_(None), row.kept_at.is_(None))
    after = FIRST
    while staged := _next(job_id, waiting, after):
        after = staged[-1].id
        _act(job_id, partial(undo_batch, keys=[row.id for row in staged], used=in_use(staged)))
    while db.session.get_one(RosterImport, job_id).opened:
        _act(job_id, close_opened)
    _act(job_id, finish_undoing)


def _next(job_id: UUID, waiting: ColumnElement[bool], after: UUID) -> Sequence[StagedHousehold]:
    """The next batch behind the key `after`, read outside any writing transaction and past what is done."""
    rows = select(StagedHousehold).where(StagedHousehold.import_id == job_id, StagedHousehold.id > after, waiting)
    return db.session.scalars(rows.order_by(StagedHousehold.id).limit(BATCH)).all()


def _act(job_id: UUID, act: Callable[..., None]) -> None:
    """Do one act of whoever asked, in a transaction of its own."""
    with writing():
        job, now = db.session.get_one(RosterImport, job_id), clock.now()
        act(job, by=_asker(job), at=now)
        job.leased_until = now + LEASE


def _step(job_id: UUID, act: Callable[[RosterImport], None]) -> None:
    with writing(unaudited="setting a file down is no act: asking for it was"):
        job = db.session.get_one(RosterImport, job_id)
        act(job)
        job.leased_until = clock.now() + LEASE


def _batches(roster: Iterable[Entry]) -> Iterator[list[Entry]]:
    entries = iter(roster)
    while batch := list(islice(entries, BATCH)):
        yield batch


def _asker(job: RosterImport) -> Actor:
    return Actor("person", job.asked_by_id) if job.asked_by_id else SYSTEM
