"""The verb on an exit policy."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from app import audit
from app.accounts import Actor
from app.core.refusal import Refusal
from app.extensions import db
from app.gates.models import ExitPolicy
from app.org.models import Area

TYPING = timedelta(minutes=10)  # a start typed by the minute has passed when the form arrives


@dataclass(frozen=True)
class Terms:
    """N exits (None: no limit) per D calendar days from a moment on, and what the guard should know."""

    exits: int | None
    days: int
    starts_at: datetime
    words: str = ""


def issue_policy(area: Area, terms: Terms, *, by: Actor, at: datetime) -> ExitPolicy:
    """Issue a new version of the order for `area`; refused when it would judge what has happened already."""
    if terms.starts_at < at - TYPING:
        raise Refusal("in-the-past", _l("An order cannot begin in the past. Leave the time empty for: at once."))
    starts_at = max(terms.starts_at, at)
    row = ExitPolicy(
        area_id=area.id,
        exits=terms.exits,
        days=terms.days,
        starts_at=starts_at,
        words=terms.words,
        issued_at=at,
        issued_by_id=by.person_id,
    )
    db.session.add(row)
    audit.record("gates.policy.issued", row, by=by, at=at, exits=terms.exits, days=terms.days, starts_at=starts_at)
    return row
