"""The same rows at the start of every test: real commits, real engines, nothing to clean up."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

GRANTS = Path(__file__).parent.parent / "deploy" / "grants.sql"


@dataclass
class SqliteTemplate:
    """A file, copied."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/menhu.db"

    owner_url = url

    def grant(self) -> None:
        """Nothing to grant: the audit trail is guarded by triggers."""

    def keep(self) -> None:
        shutil.copy(self.folder / "menhu.db", self.folder / "template.db")

    def restore(self) -> None:
        for file in self.folder.glob("menhu.db-*"):
            file.unlink()
        shutil.copy(self.folder / "template.db", self.folder / "menhu.db")

    def drop(self) -> None:
        """The folder goes with the run."""


class PostgresTemplate:
    """A database whose rows are put back; the app's role owns nothing and is no superuser."""

    def __init__(self, admin_url: str, name: str) -> None:
        self.admin = make_url(admin_url).set(drivername="postgresql")
        self.name = name
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        self.execute(
            "DO $$ BEGIN CREATE ROLE menhu_app LOGIN PASSWORD 'menhu_app'; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )

    @property
    def owner_url(self) -> str:
        return self.admin.set(drivername="postgresql+psycopg", database=self.name).render_as_string(False)

    @property
    def url(self) -> str:
        app = self.admin.set(drivername="postgresql+psycopg", username="menhu_app", password="menhu_app")
        return app.set(database=self.name).render_as_string(False)

    def execute(self, *statements: str, database: str = "") -> None:
        admin = self.admin.set(database=database or self.admin.database or "postgres")
        with psycopg.connect(admin.render_as_string(False), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def grant(self) -> None:
        self.execute(GRANTS.read_text(), database=self.name)

    def keep(self) -> None:
        """Set the rows aside, and the whole as a template for tests that change the schema."""
        self.execute(f"CREATE DATABASE {self.name}_template TEMPLATE {self.name}")
        with self.open() as connection:
            self.tables = self.find_tables(connection)
            self.rows = {name: self.read(connection, name) for name in self.tables}

    def restore(self) -> None:
        """Put the rows back past the foreign keys (some milliseconds), or the whole where tables are not the same."""
        with self.open() as connection:
            if self.find_tables(connection) == self.tables:
                connection.execute("SET session_replication_role = replica")
                connection.execute("; ".join(f"DELETE FROM {name}" for name in self.tables))
                for name in filter(self.rows.get, self.tables):
                    with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                        copy.write(self.rows[name])
                return
        fresh = f"CREATE DATABASE {self.name} TEMPLATE {self.name}_template"
        self.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)", fresh)
        with self.open() as connection:
            self.tables = self.find_tables(connection)

    def open(self) -> psycopg.Connection:
        """The owner's connection to the database of the test; commits at the end of its block."""
        return psycopg.connect(self.admin.set(database=self.name).render_as_string(False))

    def find_tables(self, connection: psycopg.Connection) -> dict[str, int]:
        """The tables and their numbers, which change when a table is made anew."""
        rows = connection.execute(
            "SELECT relname, oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return dict(rows.fetchall())

    def read(self, connection: psycopg.Connection, table: str) -> bytes:
        """All rows of a table."""
        with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(part) for part in copy)

    def drop(self) -> None:
        for name in (self.name, f"{self.name}_template"):
            self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
