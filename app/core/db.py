"""The typed declarative base: naming convention, UUID keys, UTC times."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import BINARY, TypeDecorator, TypeEngine

from app.core.ids import new_id


class Key(TypeDecorator[uuid.UUID]):
    """A UUID: native on PostgreSQL, 16 bytes on SQLite (a text key doubles every index)."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of this database."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else BINARY(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """Write the key."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """Read the key."""
        return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC on both databases (SQLite has no time zones of its own)."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of this database."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write the time; a naive one is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must know its zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read the time."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


# Compared byte by byte on both databases, so that a prefix is a range an index can serve.
Bytewise = Text().with_variant(Text(collation="C"), "postgresql")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every model. Its key is made with the object, so that sealed columns can be bound to it."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={uuid.UUID: Key, datetime: Moment, str: Text},
    )

    def __init__(self, **values: Any) -> None:
        table = type(self).__table__
        if "id" in table.c and "id" not in values:
            values["id"] = new_id()
        for name in sorted(values, key=lambda name: name != "id"):
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, values[name])


class Keyed:
    """Mixin: the usual `id` column."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
