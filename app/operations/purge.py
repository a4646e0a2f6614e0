"""The retention clock: rows past their days go, in batches a gate does not feel, each with its audit entry."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, select, update

from app import audit
from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core.db import Base
from app.extensions import db
from app.operations.register import REGISTER
from app.operations.retention import Keep

BATCH = 500


def purge(now: datetime) -> int:
    """Purge every table that has a term, children before what they point to; how many rows went."""
    tables = [table for table in reversed(Base.metadata.sorted_tables) if REGISTER[table.name].days is not None]
    return sum(purge_table(table, REGISTER[table.name], now) for table in tables)


def purge_table(table: Table, kept: Keep, now: datetime) -> int:
    """Purge `table` batch by batch until nothing in it is past its days; how many rows went."""
    gone = 0
    while batch := _purge_batch(table, kept, now - timedelta(days=kept.days or 0)):
        gone += batch
    return gone


def _purge_batch(table: Table, kept: Keep, before: datetime) -> int:
    key = table.primary_key.columns[0]
    due = select(key).where(table.c[kept.since] < before).limit(BATCH)
    with unscoped("retention goes by days, not by places"):
        if db.session.scalar(due) is None:
            return 0
        with writing():
            keys = db.session.scalars(due).all()
            for statement in _statements(table, kept, key.in_(keys)):
                db.session.execute(statement)
            audit.record("operations.rows.purged", table.name, by=SYSTEM, rows=len(keys), before=before)
    return len(keys)


def _statements(table: Table, kept: Keep, due: Any) -> list[Any]:
    if kept.left:
        emptied = {name: None for name in kept.names if name not in kept.left.split()}
        return [update(table).where(due).values(emptied)]
    # A row that points to another of its own table (a correction) may outlive it.
    to_itself = [fk.parent for fk in table.foreign_keys if fk.column.table is table]
    key = table.primary_key.columns[0]
    leaving = select(key).where(due)
    loosened = [update(table).where(column.in_(leaving)).values({column: None}) for column in to_itself]
    return [*loosened, delete(table).where(due)]
