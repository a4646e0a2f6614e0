"""Who did what, to which subject, when: one entry per write and per reveal, in the same transaction."""

from app.audit.models import Entry
from app.audit.record import record
from app.audit.unit import Unaudited, writing

__all__ = ["Entry", "Unaudited", "record", "writing"]
