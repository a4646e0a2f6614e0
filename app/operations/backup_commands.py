"""flask backup-key, backup, restore: what the operator types. docs/deploy.md tells the drill."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from app.extensions import db
from app.operations import agefile, backups
from app.operations.failures import BackupFailed
from app.operations.stores import store_of

PUBLIC = "backup.pub"
PRIVATE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANY_FILE = click.Path(dir_okay=False, path_type=Path)


@contextmanager
def _told() -> Iterator[None]:
    """What fails is told in one line, without a traceback."""
    try:
        yield
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from failed


def _place() -> backups.Place:
    return backups.Place(store_of(db.engine), current_app.config["MENHU"].data_dir)


@click.command("backup-key")
@click.argument("file", type=ANY_FILE)
def backup_key(file: Path) -> None:
    """Make the key pair of the backups: the private half into FILE, to be carried off this machine."""
    kept = _place().data_dir / PUBLIC
    if file.exists():
        raise click.ClickException(_("%(file)s exists already. Choose another name.", file=file))
    kept.write_text(agefile.make_pair(file) + "\n")
    click.echo(_("The public key is in %(file)s: backups are sealed to it from now on.", file=kept))
    click.echo(_("The private key is in %(file)s. Carry it off, in two copies, and delete it here.", file=file))
    click.echo(_("Without it no backup opens. Whoever has it and a backup has every name in the district."))


@click.command("backup")
@click.argument("file", type=ANY_FILE)
@click.option("--to", "public", help="A public key (age1…) other than the one that backup-key made.")
@click.option("--with-keys", is_flag=True, help="Put keys.json inside: then the private key alone opens everything.")
def backup(file: Path, public: str | None, with_keys: bool) -> None:
    """Copy the whole database, as it is at one moment, into FILE, sealed."""
    place = _place()
    kept = place.data_dir / PUBLIC
    if public is None and not kept.exists():
        raise click.ClickException(_("There is no key to seal to. Make one first: flask backup-key FILE"))
    with _told():
        manifest = backups.make(place, file, agefile.read_public(public or kept.read_text()), with_keys)
    rows, size = sum(manifest.rows.values()), file.stat().st_size // 1024
    click.echo(_("Sealed into %(file)s: %(rows)s rows, %(size)s KiB.", file=file, rows=rows, size=size))
    if not with_keys:
        click.echo(_("keys.json is not inside: keep a copy of it on paper or on another medium."))


@click.command("restore")
@click.argument("file", type=PRIVATE)
@click.option("--key", type=PRIVATE, required=True, help="The file with the private key that backup-key made.")
@click.option("--check", is_flag=True, help="Only look whether the backup is whole; the database is not touched.")
@click.option("--replace", is_flag=True, help="Give up the rows that the database holds now.")
@click.option("--with-keys", is_flag=True, help="Use the keys.json inside the backup instead of this machine's.")
def restore(file: Path, key: Path, check: bool, replace: bool, with_keys: bool) -> None:
    """Bring back the backup in FILE, or look whether it could be."""
    place = _place()
    with _told(), backups.opened(place, file, agefile.read_private(key), with_keys) as (copy, manifest):
        click.echo(_("Made at %(at)s, signed with the keys of this district", at=manifest.made_at))
        for finding in backups.examine(place, copy, manifest):
            click.echo(finding)
        if not check:
            backups.put_back(place, copy, manifest, replace, with_keys)
    click.echo(_("The backup is good. Nothing was changed.") if check else _("Restored."))
