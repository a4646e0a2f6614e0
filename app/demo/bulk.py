"""The one place of the demo that writes past the ORM: rows made by the models, inserted a thousand at a time.

The rows are made with the models' own constructors and setters, so that what a model derives (an index, a
path) is derived here as well. tests/demo compares them with rows made by the actions.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Column, insert

from app.core.db import Base
from app.extensions import db

BATCH = 1000


def add(rows: Iterable[Base]) -> None:
    """Insert rows of one model, which were never added to the session, into the running transaction."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        table = type(batch[0]).__table__
        columns = list(table.columns)
        db.session.execute(insert(table), [_values(row, columns) for row in batch])  # type: ignore[arg-type]


def _values(row: Base, columns: list[Column[Any]]) -> dict[str, Any]:
    held = vars(row)
    return {column.key: held[column.key] if column.key in held else _default(column) for column in columns}


def _default(column: Column[Any]) -> Any:
    return column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore[attr-defined]
