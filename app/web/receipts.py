"""Receipts: the key of a write is its lock, inserted first in the same transaction as the change.

Seen again with the same body: the first answer again. Same key with another body or actor: KeyReused,
never a silent "already done" (shared/IETF draft idempotency-key, and docs/adr/0002-receipts.md).
"""

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy import Index, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts import Actor
from app.core import clock
from app.core.db import Base
from app.core.ids import read_id
from app.extensions import db

UNCOUNTED = {"csrf_token", "command_id"}


class Receipt(Base):
    """One write. `op_id` and `outcome` are kept for good, the rest for 90 days."""

    __tablename__ = "web_receipts"
    __table_args__ = (Index("ix_web_receipts_received_at", "received_at"),)

    op_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    actor_kind: Mapped[str | None]
    actor_id: Mapped[uuid.UUID | None]
    endpoint: Mapped[str | None]
    body_sha256: Mapped[bytes | None]
    outcome: Mapped[str]
    location: Mapped[str | None]
    device_id: Mapped[uuid.UUID | None]
    device_seq: Mapped[int | None]
    occurred_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]


class Replayed(Exception):
    """This very write was answered before; `location` is where the answer led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class KeyReused(Exception):
    """The key was used before for something else, at `received_at`."""

    def __init__(self, received_at: datetime | None) -> None:
        super().__init__("key-reused")
        self.received_at = received_at


class KeyMissing(Exception):
    """The form came without a readable key."""


def claim(actor: Actor) -> uuid.UUID:
    """Insert the receipt of the running request; raises Replayed, KeyReused or KeyMissing."""
    sent = {read_id(key) for key in (request.headers.get("Idempotency-Key"), request.form.get("command_id")) if key}
    op_id = sent.pop() if len(sent) == 1 else None  # two keys that differ are none: which of them is the row's?
    if op_id is None:
        raise KeyMissing
    now = clock.now()
    mine = {
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "endpoint": request.endpoint,
        "body_sha256": body_digest(),
    }
    insert: Any = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = insert(Receipt).values(op_id=op_id, outcome="applied", received_at=now, occurred_at=now, **mine)
    if db.session.execute(row.on_conflict_do_nothing().returning(Receipt.op_id)).first() is None:
        _answer_again(op_id, mine)
    return op_id


def complete(op_id: uuid.UUID, location: str) -> None:
    """Note where the write led, for whoever asks again."""
    db.session.execute(update(Receipt).where(Receipt.op_id == op_id).values(location=location))


def body_digest() -> bytes:
    """SHA-256 over the path and the sorted fields (files by name and content), without token and key."""
    fields: list[Any] = [(k, v) for k, v in request.form.items(multi=True) if k not in UNCOUNTED]
    for name, upload in request.files.items(multi=True):
        stream: Any = upload.stream
        fields.append((name, upload.filename, hashlib.file_digest(stream, "sha256").hexdigest()))
        stream.seek(0)
    text = json.dumps([request.path, sorted(fields)], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _answer_again(op_id: uuid.UUID, mine: dict[str, Any]) -> None:
    first = db.session.scalars(select(Receipt).where(Receipt.op_id == op_id)).one()
    if any(getattr(first, name) != value for name, value in mine.items()):
        raise KeyReused(first.received_at)
    raise Replayed(first.location or "/")
