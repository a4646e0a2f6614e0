"""The two kinds of database, as a backup sees them."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from app.operations.manifest import Facts
from app.operations.postgres_store import PostgresStore
from app.operations.sqlite_store import SqliteStore


class Store(Protocol):
    """A database that can be copied to a file and brought back from one."""

    @property
    def kind(self) -> str:
        """Which of the two."""

    def dump(self, copy: Path) -> Facts:
        """Write all of it, as it is at one moment, to the new file `copy`."""

    def scratch(self, copy: Path) -> AbstractContextManager[Engine]:
        """`copy` as a database of its own for the block; the real one is not touched."""

    def facts(self) -> Facts:
        """What the real database holds."""

    def put_back(self, copy: Path) -> None:
        """Make the real database what `copy` says; raises InUse while the app runs on it."""


def store_of(engine: Engine) -> Store:
    """The store behind `engine`."""
    return SqliteStore(engine) if engine.dialect.name == "sqlite" else PostgresStore(engine)
