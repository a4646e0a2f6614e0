"""Verbs on a roster: take it in, decide about its columns, ask for it to be put in or taken back, forget it."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from app import audit
from app.accounts import Actor
from app.extensions import db
from app.org.models import Area
from app.places.imports import rules
from app.places.imports.compounds import LEAVES
from app.places.imports.models import KEPT_FOR, RosterImport, StagedHousehold, StagedRow
from app.places.imports.words import Job
from app.places.roster.headers import Layout

NAME_LENGTH = 120


def take_in(area: Area, filename: str, data: bytes, *, by: Actor, at: datetime) -> RosterImport:
    """Keep a file somebody chose, sealed, meant for `area`."""
    name = "".join(sign for sign in filename if sign.isprintable())[-NAME_LENGTH:]
    job = RosterImport(area_id=area.id, filename=name, created_by_id=by.person_id, created_at=at)
    job.file = b64encode(data).decode()
    job.compound = area.name if area.kind in LEAVES else ""
    db.session.add(job)
    audit.record("places.import.taken_in", job, by=by, at=at, size=len(data))
    return job


def read(job: RosterImport, layouts: Mapping[str, Layout | None], compound: str, *, by: Actor, at: datetime) -> None:
    """Ask for the file to be read with the columns of `layouts`; `compound` is the one it is about, if one."""
    _hold(job)
    rules.may_be_read(job.stage)
    job.layouts = {sheet: asdict(layout) if layout else None for sheet, layout in layouts.items()}
    job.compound = compound or job.compound
    job.read_at = None
    _ask(job, Job.READ, by, at)


def put(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Ask for what was read to be put in."""
    _hold(job)
    rules.may_be_put(job.stage)
    _ask(job, Job.PUT, by, at)


def undo(job: RosterImport, *, by: Actor, at: datetime) -> None:
    """Ask for all of it to be taken back."""
    _hold(job)
    rules.may_be_undone(job.stage)
    _ask(job, Job.UNDO, by, at)


def decide(row: StagedHousehold, take: bool, *, by: Actor, at: datetime) -> None:
    """Where roster and record contradict each other about a household: believe the roster, or leave it."""
    rules.may_be_put(row.job.stage)
    row.taken_at = at if take else None
    audit.record("places.import.decided", row, by=by, at=at, take=take)


def purge(at: datetime) -> int:
    """Forget the files and staged rows of imports older than seven days; how many there were."""
    idle = RosterImport.purged_at.is_(None), RosterImport.job.is_(None)
    jobs = db.session.scalars(select(RosterImport).where(RosterImport.created_at < at - KEPT_FOR, *idle)).all()
    for job in jobs:
        for staged in (StagedHousehold, StagedRow):
            db.session.execute(delete(staged).where(staged.import_id == job.id))
        job.file, job.layouts, job.filename, job.purged_at = None, None, "", at
    return len(jobs)


def _hold(job: RosterImport) -> None:
    """Lock the row until the transaction ends and read it anew: of two who ask at once, the second is told."""
    db.session.flush()
    db.session.refresh(job, with_for_update={"of": RosterImport})


def _ask(job: RosterImport, asked: Job, by: Actor, at: datetime) -> None:
    """One thing at a time is done with a roster."""
    job.job, job.asked_by_id, job.leased_until = asked, by.person_id, None
    job.done, job.problem = 0, None
    audit.record(f"places.import.{asked}_asked", job, by=by, at=at)
