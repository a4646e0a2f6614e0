"""How each database is spoken to: durability, one fair queue of writers, time limits.

Why, with measurements: docs/adr/0003-one-queue-of-writers.md.
"""

import fcntl
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, Connection

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "busy_timeout": "5000",
    "cache_size": "-16000",
}
POSTGRES_LIMITS = "-c statement_timeout=5000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=10000"


def options(url: URL) -> dict[str, Any]:
    """Engine options for the database at `url`."""
    if url.get_backend_name() == "sqlite":
        return {"hide_parameters": True, "connect_args": {"timeout": 5}}
    return {
        "hide_parameters": True,  # an error's text ends up in the log, what somebody typed must not
        "pool_pre_ping": True,
        "pool_size": 2,
        "max_overflow": 2,
        "connect_args": {"options": POSTGRES_LIMITS},
    }


def prepare(engine: Engine) -> None:
    """Attach to `engine` what its database needs; idempotent per engine."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _leave_queue)
    else:
        event.listen(engine, "begin", _begin_postgres)


def _open_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is never IMMEDIATE
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin_sqlite(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    if connection.get_execution_options().get("write"):
        join_queue(connection, raw)
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("BEGIN IMMEDIATE")
    else:
        raw.execute("PRAGMA query_only=ON")
        raw.execute("BEGIN")


def join_queue(connection: Connection, raw: sqlite3.Connection) -> None:
    """Wait in line ahead of the transaction: SQLite's own waiting is polling, and unfair."""
    path = raw.execute("PRAGMA database_list").fetchone()[2]
    if path and "queue" not in connection.connection.info:
        queue = Path(path).with_suffix(".queue").open("a")
        connection.connection.info["queue"] = queue  # a lost connection drops it, and so frees the line
        fcntl.flock(queue, fcntl.LOCK_EX)


def _leave_queue(raw: Any, record: Any) -> None:
    queue = record.info.pop("queue", None)
    if queue is not None:
        queue.close()


def _begin_postgres(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.read_only = not connection.get_execution_options().get("write", False)
