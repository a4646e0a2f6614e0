"""Writing the trail."""

import uuid
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from app.audit.models import Entry
from app.core import clock
from app.extensions import db


class Doer(Protocol):
    """Whoever acts: a person, a household card, a supplier's link, or the system."""

    @property
    def kind(self) -> str:
        """Which of the four."""

    @property
    def id(self) -> uuid.UUID | None:
        """Which one; None for the system."""


def record(verb: str, subject: Any, *, by: Doer, at: datetime | None = None, **facts: Any) -> Entry:
    """Add the entry for an act to the running transaction.

    `subject` is the row acted on (or a word where there is none), `facts` are small values that
    explain the act; never a name, a phone or an identity number.
    """
    entry = Entry(
        at=at or clock.now(),
        verb=verb,
        actor_kind=by.kind,
        actor_id=by.id,
        subject_kind=subject if isinstance(subject, str) else subject.__tablename__,
        subject_id=None if isinstance(subject, str) else subject.id,
        facts={name: _plain(value) for name, value in facts.items()},
    )
    entry.sign()
    db.session.add(entry)
    db.session().info["audited"] = True
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if isinstance(value, uuid.UUID | date | datetime):
        return str(value)
    return value
