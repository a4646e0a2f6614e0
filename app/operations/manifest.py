"""What a backup says of itself, signed with the district's own key: sealing alone does not tell who sealed."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from flask_babel import gettext as _
from sqlalchemy import Connection, column, func, inspect, select, table

from app.core import clock
from app.core.sealing import keyring
from app.operations.failures import Forged


@dataclass(frozen=True)
class Facts:
    """What is in a database: the revision of its schema, and how many rows each table has."""

    revision: str
    rows: dict[str, int]

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """Count what the transaction of `connection` sees."""
        names = sorted(inspect(connection).get_table_names())
        rows = {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}
        found = table("alembic_version", column("version_num"))
        revision = connection.scalar(select(found.c.version_num)) if found.name in names else None
        return cls(revision or "", rows)

    @property
    def is_empty(self) -> bool:
        """Whether no table but the schema's own revision holds a row."""
        return not any(count for name, count in self.rows.items() if name != "alembic_version")


@dataclass(frozen=True)
class Manifest:
    """The first thing in a backup."""

    database: str
    made_at: str
    sha256: str
    revision: str
    rows: dict[str, int]

    @classmethod
    def describing(cls, copy: Path, database: str, facts: Facts) -> Self:
        """The manifest of the file `copy`, made from a `database` (sqlite, postgresql) with these `facts`."""
        return cls(database, clock.now().isoformat(timespec="seconds"), digest(copy), **asdict(facts))

    def signed(self) -> str:
        """As text, with the district's signature."""
        return json.dumps({"manifest": asdict(self), "signature": self._signature().hex()}, indent=1)

    @classmethod
    def read(cls, text: str) -> Self:
        """The manifest in `text`; raises Forged unless this district's keys signed it."""
        written = json.loads(text)
        manifest = cls(**written["manifest"])
        if not hmac.compare_digest(manifest._signature().hex(), written["signature"]):
            raise Forged(_("The backup was made with other keys than those in keys.json. Put the right ones there."))
        return manifest

    def _signature(self) -> bytes:
        return keyring().index("backup", json.dumps(asdict(self), sort_keys=True))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
