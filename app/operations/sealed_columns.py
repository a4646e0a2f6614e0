"""Every encrypted column there is, found in the models themselves."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from app.core.db import Base
from app.core.sealing import Sealed


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed boxes, and the table whose `id` binds each box to its row."""

    table: Table
    column: Column[bytes]

    def place(self, key: uuid.UUID) -> tuple[str, str, uuid.UUID]:
        """What a value in the row `key` is bound to (app/core/sealing.py)."""
        return self.table.name, self.column.name, key


def sealed_columns() -> list[SealedColumn]:
    """All of them, in the order of their names."""
    found: list[SealedColumn] = []
    for mapper in Base.registry.mappers:
        table: Any = mapper.local_table
        held = [value for owner in mapper.class_.__mro__ for value in vars(owner).values()]
        found += [SealedColumn(table, table.c[value.column]) for value in held if isinstance(value, Sealed)]
    return sorted(found, key=lambda sealed: str(sealed.column))
