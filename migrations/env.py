"""Runs migrations for the app that `flask db` has loaded, on either database, one writer at a time."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Text

from app.core.db import Key, Moment
from app.core.worded import Word
from app.extensions import db


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write our column types by name, and fixed words as plain text."""
    if kind != "type":
        return False
    if isinstance(item, Key | Moment):
        return f"{type(item).__name__}()"
    if isinstance(item, Word):
        return "sa.Text()"
    return "Bytewise" if isinstance(item, Text) and item._variant_mapping else False


def same_type(context: Any, column: Any, model: Any, found: Any, wanted: Any) -> bool | None:
    """Ours are compared by their tests, not by reflection."""
    return False if isinstance(wanted, Key | Moment | Word) else None


def run() -> None:
    """Upgrade or downgrade, all in one transaction."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(write=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            compare_type=same_type,
            transactional_ddl=True,
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":  # a batch may take its time, a lock may not
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            context.run_migrations()


run()
