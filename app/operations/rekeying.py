"""A new key for the sealed fields: both keys live while every box is sealed anew, batch by batch.

Stopped half way it goes on where it was, because a box says in its first byte which key sealed it. The old
key stays in keys.json for as long as a backup needs it.
"""

import json
import os
import secrets
import uuid
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Select, Update, func, literal, select, update

from app import audit
from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core.sealing import keyring
from app.extensions import db
from app.operations.sealed_columns import SealedColumn, sealed_columns

BATCH = 500


def add_key(path: Path) -> int:
    """Add a key to the key file at `path`; returns its number. It seals in every process started from then on."""
    written = json.loads(path.read_text())
    number = max(int(known) for known in written["fields"]) + 1
    written["fields"][str(number)] = b64encode(secrets.token_bytes(32)).decode()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(0o600)
    draft.write_text(json.dumps(written, indent=1))
    draft.replace(path)
    return number


def reseal_all() -> Iterator[tuple[str, int]]:
    """Seal anew whatever is not under the newest key, a batch per transaction; yields each column and its count."""
    with unscoped("keys are the district's, not a place's"):
        for sealed in sealed_columns():
            done = 0
            while batch := reseal_batch(sealed):
                done += batch
            yield str(sealed.column), done


def reseal_batch(sealed: SealedColumn) -> int:
    """Seal anew at most one batch of a column, with one audit entry; returns how many boxes it was."""
    due = _under_old_keys(sealed)
    if db.session.execute(due.limit(1)).first() is None:
        return 0
    with writing():
        rows = db.session.execute(due).all()
        for key, box in rows:
            db.session.execute(_replacing(sealed, key, box))
        audit.record("operations.fields.resealed", sealed.table.name, by=SYSTEM, key=keyring().current, rows=len(rows))
    return len(rows)


def _under_old_keys(sealed: SealedColumn) -> Select[tuple[uuid.UUID, bytes]]:
    newest = literal(bytes([keyring().current]))
    rows = select(sealed.table.c.id, sealed.column).where(func.substr(sealed.column, 1, 1) != newest)
    return rows.limit(BATCH)


def _replacing(sealed: SealedColumn, key: uuid.UUID, box: bytes) -> Update:
    ring, place = keyring(), sealed.place(key)
    anew = ring.seal(ring.open(box, *place), *place)
    # Only if it is still the same box: on PostgreSQL somebody may have corrected it meanwhile.
    return update(sealed.table).where(sealed.table.c.id == key, sealed.column == box).values({sealed.column: anew})
