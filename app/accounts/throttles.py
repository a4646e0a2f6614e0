"""Limits on guessing, kept in the database so that they hold across processes and machines.

Each limit is a token bucket kept as one time (GCRA, the generic cell rate algorithm of ATM Forum TM 4.0),
claimed by a conditional upsert. A full bucket delays the next try; it never locks anybody out, or a
stranger could lock a gate.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Throttle
from app.audit import writing
from app.extensions import db


@dataclass(frozen=True)
class Limit:
    """`burst` tries at once, then one every `every`."""

    burst: int
    every: timedelta


ACCOUNT = Limit(5, timedelta(minutes=2))
ENROLLED = Limit(8, timedelta(seconds=30))
ADDRESS = Limit(60, timedelta(seconds=5))  # a whole estate may share one address behind its carrier
EVERYBODY = Limit(600, timedelta(milliseconds=100))
CODES = Limit(300, timedelta(seconds=20))


def claim(limits: dict[str, Limit], now: datetime) -> int:
    """Take one try from each bucket in `limits`; returns how many seconds to wait, 0 when all had one.

    The first empty bucket ends it: whoever waits for their own takes nothing from those they share with others.
    """
    with writing(unaudited="a counter of tries is not an act"):
        waits = (_take(key, limit, round(now.timestamp() * 1000)) for key, limit in limits.items())
        return next((wait for wait in waits if wait), 0)


def sweep(now: datetime) -> None:
    """Forget the buckets that are full again."""
    db.session.execute(delete(Throttle).where(Throttle.full_ms < round(now.timestamp() * 1000)))


def _take(key: str, limit: Limit, now: int) -> int:
    table: Any = Throttle.__table__
    step = round(limit.every.total_seconds() * 1000)
    slack = step * (limit.burst - 1)
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    later = case((table.c.full_ms > now, table.c.full_ms), else_=now) + step
    row = insert(table).values(key=key, full_ms=now + step)
    row = row.on_conflict_do_update(
        index_elements=["key"], set_={"full_ms": later}, where=table.c.full_ms <= now + slack
    )
    if db.session.execute(row.returning(table.c.key)).first():
        return 0
    full = db.session.scalar(select(Throttle.full_ms).where(Throttle.key == key)) or now
    return max(1, -(-(full - slack - now) // 1000))
