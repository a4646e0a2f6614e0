"""SQLite: one file. Copied by VACUUM INTO, which takes one snapshot and leaves deleted rows behind.

Never by the stepwise backup API: under fifty writes a second it began anew 879 times in 20 s and never ended.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import Engine, create_engine

from app.core import clock
from app.operations.failures import Broken, InUse
from app.operations.manifest import Facts


class SqliteStore:
    """The database in one file."""

    kind = "sqlite"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.path = Path(engine.url.database or "")

    def dump(self, copy: Path) -> Facts:
        """Copy one snapshot to `copy`; writers go on meanwhile."""
        with closing(sqlite3.connect(self.path)) as source:
            source.execute("VACUUM INTO ?", [str(copy)])
        with self.scratch(copy) as engine, engine.connect() as connection:
            return Facts.of(connection)

    @contextmanager
    def scratch(self, copy: Path) -> Iterator[Engine]:
        """`copy` itself as a database, proved whole: pages, indexes and references."""
        with closing(sqlite3.connect(copy)) as raw:
            try:
                found = raw.execute("PRAGMA integrity_check").fetchone()[0]
                orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
            except sqlite3.DatabaseError as error:
                raise Broken(_("The database in the backup cannot be read: %(error)s", error=error)) from error
        if found != "ok" or orphans:
            said = {"found": found, "count": len(orphans)}
            raise Broken(_("The database in the backup is not whole: %(found)s, %(count)s broken references", **said))
        engine = create_engine(f"sqlite:///{copy}")
        try:
            yield engine
        finally:
            engine.dispose()

    def facts(self) -> Facts:
        """What the file holds; nothing where there is none."""
        with self.engine.connect() as connection:
            return Facts.of(connection)

    def put_back(self, copy: Path) -> None:
        """Set the present file aside and put `copy` in its place."""
        self.engine.dispose()
        with closing(sqlite3.connect(self.path, timeout=1)) as present:
            try:  # leaving WAL mode needs the file for oneself, and takes -wal and -shm away
                present.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                raise InUse(
                    _("Menhu is running on this database. Stop it first: systemctl stop menhu menhu-tick")
                ) from error
        self.path.replace(self.path.with_name(f"{self.path.name}.before-{clock.now():%Y%m%d-%H%M%S}"))
        copy.replace(self.path)
