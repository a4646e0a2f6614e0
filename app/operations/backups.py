"""Making a backup, checking one, bringing one back. A backup is an age file around a tar of two members."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from pyrage.x25519 import Identity, Recipient

from app import audit
from app.accounts import SYSTEM
from app.audit import writing
from app.core import keyfile, sealing
from app.operations import agefile
from app.operations.checks import check
from app.operations.failures import BackupFailed, Broken
from app.operations.manifest import Manifest, digest
from app.operations.stores import Store

MANIFEST, DATABASE, KEYS = "manifest.json", "database", "keys.json"


@dataclass(frozen=True)
class Place:
    """Where the work is done: the real database, and the folder that holds it and its keys."""

    store: Store
    data_dir: Path

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder for the block, closed to others, on the same disk as the data."""
        with tempfile.TemporaryDirectory(prefix="backup-", dir=self.data_dir) as folder:
            yield Path(folder)


def make(place: Place, sealed: Path, key: Recipient, with_keys: bool = False) -> Manifest:
    """Write the backup `sealed`; keys.json goes in only if asked. Leaves an audit entry."""
    if sealed.exists():
        raise BackupFailed(_("%(file)s exists already. Choose another name.", file=sealed))
    with place.workshop() as folder:
        copy = folder / DATABASE
        facts = place.store.dump(copy)
        manifest = Manifest.describing(copy, place.store.kind, facts)
        (folder / MANIFEST).write_text(manifest.signed())
        names = [MANIFEST, DATABASE]
        if with_keys:
            shutil.copy(place.data_dir / KEYS, folder / KEYS)
            names.append(KEYS)
        with tarfile.open(folder / "tar", "w") as tar:
            for name in names:
                tar.add(folder / name, name)
        copy.unlink()
        agefile.seal(folder / "tar", sealed, key)
    with writing():
        audit.record("operations.backup.made", "backup", by=SYSTEM, revision=manifest.revision, with_keys=with_keys)
    return manifest


def _unpack(packed: Path, folder: Path) -> None:
    """Take the files out, by their bare names (Python 3.11.2 knows no extraction filters)."""
    with tarfile.open(packed) as tar:
        for member in filter(tarfile.TarInfo.isreg, tar):
            with (folder / Path(member.name).name).open("xb") as file:
                shutil.copyfileobj(tar.extractfile(member), file)  # type: ignore[arg-type]
    packed.unlink()


@contextmanager
def opened(place: Place, sealed: Path, key: Identity, with_keys: bool = False) -> Iterator[tuple[Path, Manifest]]:
    """The backup's copy of the database for the block, and its manifest, both proved to be what was made.

    With `with_keys`, the keys inside the backup become those of this process. Raises BackupFailed.
    """
    with place.workshop() as folder:
        agefile.unseal(sealed, folder / "tar", key)
        _unpack(folder / "tar", folder)
        if with_keys:
            _take_keys(folder / KEYS)
        manifest = Manifest.read((folder / MANIFEST).read_text())
        if manifest.database != place.store.kind:
            said = {"made": manifest.database, "named": place.store.kind}
            raise BackupFailed(_("This is a backup of %(made)s, but DATABASE_URL names %(named)s.", **said))
        if digest(folder / DATABASE) != manifest.sha256:
            raise Broken(_("The database in the backup is not the one its manifest was written for."))
        yield folder / DATABASE, manifest


def examine(place: Place, copy: Path, manifest: Manifest) -> list[str]:
    """Restore `copy` into a scratch database and look whether it is whole; returns the findings."""
    with place.store.scratch(copy) as engine:
        return check(engine, manifest)


def put_back(place: Place, copy: Path, manifest: Manifest, replace: bool = False, with_keys: bool = False) -> None:
    """Make the real database what the backup says; a database that holds rows only with `replace`."""
    if not replace and not place.store.facts().is_empty:
        raise BackupFailed(_("The database holds rows. To give them up for those of the backup, say --replace."))
    inside = copy.with_name(KEYS)
    place.store.put_back(copy)
    if with_keys:
        keys = place.data_dir / KEYS
        keys.replace(keys.with_name(f"{KEYS}.before"))
        shutil.copy(inside, keys)
    with writing():
        audit.record("operations.backup.restored", "backup", by=SYSTEM, made_at=manifest.made_at)


def _take_keys(inside: Path) -> None:
    if not inside.exists():
        raise BackupFailed(_("There are no keys in this backup. Put the district's keys.json into DATA_DIR."))
    inside.chmod(0o600)
    sealing.install(keyfile.load(inside).ring)
