"""PostgreSQL: copied by pg_dump (custom format) in the very snapshot in which the rows are counted."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import URL, Engine, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from app.operations.failures import InUse, ToolFailed, ToolMissing
from app.operations.manifest import Facts

PLAIN = ("--no-owner", "--no-privileges")
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class PostgresStore:
    """The database on a server."""

    kind = "postgresql"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def dump(self, copy: Path) -> Facts:
        """Copy one snapshot to `copy`; nobody waits meanwhile."""
        with fresh(self.engine.url, isolation_level="REPEATABLE READ") as engine, engine.connect() as connection:
            snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
            facts = Facts.of(connection)
            run("pg_dump", self.engine.url, "--format=custom", f"--snapshot={snapshot}", f"--file={copy}", *PLAIN)
        return facts

    @contextmanager
    def scratch(self, copy: Path) -> Iterator[Engine]:
        """A new database beside the real one, restored from `copy` (which checks every reference), then dropped."""
        name = f"menhu_check_{secrets.token_hex(4)}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            url = self.engine.url.set(database=name)
            self._restore(copy, url)
            with fresh(url) as engine:
                yield engine
        finally:
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def facts(self) -> Facts:
        """What the database holds."""
        with fresh(self.engine.url) as engine, engine.connect() as connection:
            return Facts.of(connection)

    def put_back(self, copy: Path) -> None:
        """Drop every table, then restore all in one transaction."""
        self.engine.dispose()
        with fresh(self.engine.url) as engine, engine.begin() as connection:
            if connection.scalar(text(OTHERS)):
                raise InUse(_("Menhu is running on this database. Stop it first: systemctl stop menhu menhu-tick"))
            for name in inspect(connection).get_table_names():
                connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
        self._restore(copy, self.engine.url)

    def _restore(self, copy: Path, url: URL) -> None:
        run("pg_restore", url, "--single-transaction", "--exit-on-error", *PLAIN, str(copy))

    def _administer(self, statement: str) -> None:
        try:
            with fresh(self.engine.url, isolation_level="AUTOCOMMIT") as engine, engine.connect() as connection:
                connection.execute(text(statement))
        except ProgrammingError as error:
            why = _(
                "The role in DATABASE_URL may not create a database to check in. Name the owner, as for migrations."
            )
            raise ToolFailed(f"{why} ({str(error.orig).strip()})") from error


@contextmanager
def fresh(url: URL, **options: Any) -> Iterator[Engine]:
    """An engine for the block, without the time limits under which pages are served."""
    engine = create_engine(url, **options)
    try:
        yield engine
    finally:
        engine.dispose()


def run(tool: str, url: URL, *options: str) -> None:
    """Run one of PostgreSQL's own programs on the database at `url`; raises ToolMissing or ToolFailed."""
    program = shutil.which(tool)
    if program is None:
        raise ToolMissing(_("%(tool)s is not installed here. On Debian: apt-get install postgresql-client", tool=tool))
    target = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    env = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run([program, f"--dbname={target}", *options], env=env, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise ToolFailed(_("%(tool)s said: %(text)s", tool=tool, text=done.stderr.strip()[-500:]))
