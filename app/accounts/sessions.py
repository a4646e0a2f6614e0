"""Signing in and out: sessions in the database, idle limits by role."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager

from app import audit
from app.accounts.actor import Actor
from app.accounts.models import Device, Enrolment, EnrolmentCode, Person, SignIn
from app.accounts.tokens import hash_token, new_token
from app.core.unscoped import unscoped
from app.extensions import db
from app.org.words import Role

SHIFT = timedelta(hours=14)
DESK = timedelta(minutes=30)
DESK_ROLES = frozenset({Role.HEADQUARTERS, Role.ADMINISTRATOR, Role.DOCTOR, Role.COUNSELLOR})
SEEN_EVERY = timedelta(minutes=5)


def open_session(person: Person, device: Device | None, at: datetime) -> str:
    """Start a session of at most one shift (14 h); returns the token for the cookie."""
    token = new_token()
    row = SignIn(
        token_hash=hash_token(token),
        person_id=person.id,
        device_id=device.id if device else None,
        started_at=at,
        seen_at=at,
        expires_at=at + SHIFT,
    )
    db.session.add(row)
    audit.record("accounts.session.opened", row, by=person.actor, at=at)
    return token


def find_session(token: str, at: datetime) -> SignIn | None:
    """The session whose cookie holds `token`, if it is alive at the moment `at`."""
    rows = select(SignIn).join(SignIn.person).options(contains_eager(SignIn.person))
    rows = rows.where(SignIn.token_hash == hash_token(token), SignIn.ended_at.is_(None))
    with unscoped("who is signed in comes before what they may see"):
        return db.session.scalar(rows.where(SignIn.expires_at > at, Person.disabled_at.is_(None)))


def is_idle(session: SignIn, roles: set[Role], at: datetime) -> bool:
    """Whether somebody at a desk (headquarters, doctors) has been away for half an hour."""
    return bool(roles & DESK_ROLES) and at - session.seen_at > DESK + SEEN_EVERY


def touch(session_id: object, at: datetime) -> None:
    """Note that the session is in use."""
    db.session.execute(update(SignIn).where(SignIn.id == session_id).values(seen_at=at))


def end_session(session: SignIn, *, by: Actor, at: datetime) -> None:
    """Sign out here."""
    session.ended_at = at
    audit.record("accounts.session.ended", session, by=by, at=at)


def end_all(person: Person, *, by: Actor, at: datetime) -> None:
    """Sign the person out everywhere, revoke every device they were enrolled on and every code not used yet.

    Whoever found an open phone may have had a code shown there, with which to come back.
    """
    alive = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    db.session.execute(alive.values(ended_at=at))
    enrolled = update(Enrolment).where(Enrolment.person_id == person.id, Enrolment.revoked_at.is_(None))
    db.session.execute(enrolled.values(revoked_at=at))
    open_codes = update(EnrolmentCode).where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
    db.session.execute(open_codes.where(EnrolmentCode.expires_at > at).values(expires_at=at))
    audit.record("accounts.person.signed_out_everywhere", person, by=by, at=at)
