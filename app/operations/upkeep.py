"""SQLite's housekeeping, done as a writer in the queue. PostgreSQL sees to itself (autovacuum)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.core import engines
from app.extensions import db

PATIENCE_MS = 200
"""How long a checkpoint waits for readers while all writers wait for it; the next one comes in five minutes."""


def checkpoint(now: datetime) -> int:
    """Move the write-ahead log into the database and cut it to nothing, purged rows with it; pages moved."""
    with _turn() as raw:
        if raw is None:
            return 0
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            moved: int = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[2]
        finally:
            raw.execute(f"PRAGMA busy_timeout={engines.PRAGMAS['busy_timeout']}")
    return max(moved, 0)


def optimize(now: datetime) -> int:
    """Let SQLite look again at how its tables have grown, so that it chooses the right index."""
    with _turn() as raw:
        if raw is not None:
            raw.execute("PRAGMA optimize")
    return 0


@contextmanager
def _turn() -> Iterator[sqlite3.Connection | None]:
    """A bare connection at the head of the writers' queue: before 3.51.3 SQLite may corrupt a database when
    one connection checkpoints while another writes, so these two take turns as well. None on PostgreSQL."""
    if db.engine.dialect.name != "sqlite":
        yield None
        return
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        engines.join_queue(connection, raw)
        raw.execute("PRAGMA query_only=OFF")
        yield raw
