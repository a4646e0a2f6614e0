"""Reading what was revealed to whom."""

from uuid import UUID

from sqlalchemy import select

from app.accounts import Actor
from app.audit.models import Entry
from app.extensions import db
from app.places.models import Resident
from app.places.words import Act


def find_reveal(resident: Resident, entry_id: UUID, actor: Actor) -> Entry | None:
    """The audit entry by which `actor` asked who `resident` is; nobody else's opens anything."""
    rows = select(Entry).where(Entry.id == entry_id, Entry.verb == Act.REVEALED, Entry.actor_id == actor.id)
    entry = db.session.scalar(rows)
    return entry if entry and entry.facts.get("resident") == str(resident.id) else None
