"""The audit trail: append-only (triggers on SQLite, grants on PostgreSQL)."""

import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Keyed
from app.core.sealing import keyring


class Entry(Keyed, Base):
    """One act: the verb in the past tense (`gates.passage.recorded`), its subject, facts without names."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_id", "at"),
        Index("ix_audit_entries_actor", "actor_id", "at"),
        Index("ix_audit_entries_at", "at"),
    )

    at: Mapped[datetime]
    verb: Mapped[str]
    actor_kind: Mapped[str]
    actor_id: Mapped[uuid.UUID | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    mac: Mapped[bytes]

    def sign(self) -> None:
        """Seal the entry with its MAC, so that a later edit shows."""
        self.mac = self.expected_mac()

    def expected_mac(self) -> bytes:
        """The MAC this entry must carry if nobody has touched it since."""
        facts = json.dumps(self.facts, sort_keys=True, ensure_ascii=False)
        who, what = (self.actor_kind, self.actor_id), (self.subject_kind, self.subject_id)
        return keyring().index("audit", self.id, self.at.isoformat(), self.verb, *who, *what, facts)
