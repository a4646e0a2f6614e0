"""Is the restored copy the district's database, whole and readable? Raises Broken with the first reason why not."""

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from cryptography.exceptions import InvalidTag
from flask_babel import gettext as _
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.audit import Entry
from app.config import ROOT
from app.core.sealing import keyring
from app.operations.failures import Broken
from app.operations.manifest import Facts, Manifest
from app.operations.sealed_columns import SealedColumn, sealed_columns

SAMPLE = 200


def check(engine: Engine, manifest: Manifest) -> list[str]:
    """Compare the restored database with its manifest; returns what was found good, a line each."""
    with Session(engine) as session:
        facts = Facts.of(session.connection())
        return [
            check_revision(facts, manifest),
            check_rows(facts, manifest),
            _("%(count)s audit entries carry the seal they were written with", count=check_audit(session)),
            _("%(count)s sealed fields open with the keys of this machine", count=check_sealed(session, facts)),
        ]


def check_revision(facts: Facts, manifest: Manifest) -> str:
    """Whether the schema's revision is the manifest's, and one that this release knows."""
    if facts.revision != manifest.revision:
        said = {"found": facts.revision or "-", "said": manifest.revision}
        raise Broken(_("The schema is at revision %(found)s, its manifest says %(said)s.", **said))
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    try:
        scripts.get_revision(facts.revision)
    except CommandError as error:
        newer = _("The backup was made by a newer release (%(revision)s). Install that first.", revision=facts.revision)
        raise Broken(newer) from error
    if facts.revision == scripts.get_current_head():
        return str(_("The schema is at revision %(revision)s, as in this release", revision=facts.revision))
    return str(_("The schema is older than this release: after restoring, run flask db upgrade"))


def check_rows(facts: Facts, manifest: Manifest) -> str:
    """Whether every table has as many rows as the manifest says."""
    names = sorted(facts.rows.keys() | manifest.rows.keys())
    wrong = [name for name in names if facts.rows.get(name) != manifest.rows.get(name)]
    if wrong:
        said = ", ".join(f"{name} {facts.rows.get(name)} ≠ {manifest.rows.get(name)}" for name in wrong)
        raise Broken(_("Rows are missing or too many: %(tables)s", tables=said))
    total = sum(facts.rows.values())
    return str(_("%(rows)s rows in %(tables)s tables, as the manifest says", rows=total, tables=len(names)))


def check_audit(session: Session) -> int:
    """How many audit entries were looked at; every one carries the MAC it was written with."""
    entries = session.scalars(select(Entry).order_by(func.random()).limit(SAMPLE)).all()
    for entry in entries:
        if entry.mac != entry.expected_mac():
            raise Broken(_("The audit entry %(id)s was changed after it was written.", id=entry.id))
    return len(entries)


def check_sealed(session: Session, facts: Facts) -> int:
    """How many sealed fields were opened with the keys of this machine."""
    present = [column for column in sealed_columns() if column.table.name in facts.rows]
    return sum(_open_some(session, column) for column in present)


def _open_some(session: Session, sealed: SealedColumn) -> int:
    rows = select(sealed.table.c.id, sealed.column).where(sealed.column.is_not(None))
    found = session.execute(rows.order_by(func.random()).limit(SAMPLE)).all()
    for key, box in found:
        try:
            keyring().open(box, *sealed.place(key))
        except (InvalidTag, KeyError) as error:
            said = {"column": sealed.column, "row": key}
            raise Broken(_("%(column)s of row %(row)s does not open with the keys in keys.json.", **said)) from error
    return len(found)
