"""`flask places import FILE`: a roster from the operator's machine, for a district whose pages are not open yet."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.org.models import Area
from app.org.tree import open_area
from app.org.words import AreaKind
from app.places import bp
from app.places.imports import actions, batches, queries
from app.places.imports.compounds import LEAVES, named
from app.places.imports.models import RosterImport
from app.places.imports.words import Part
from app.places.roster.reading import Choices, summarise
from app.places.roster.sheets import RosterUnreadable
from app.places.roster.wording import sentence


@bp.cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--compound", default="", help="The compound the roster is about; opened if it is unknown.")
@click.option("--dry-run", is_flag=True, help="Only read and count; needs no database.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON, on the last line.")
def import_roster(file: Path, compound: str, dry_run: bool, as_json: bool) -> None:
    """Read the roster FILE (.xlsx .xls .ods .csv) and put it in."""
    data, compound = file.read_bytes(), compound.strip()
    try:
        summary, names_all = summarise(data, Choices(compound))
    except RosterUnreadable as error:
        raise click.ClickException(str(error)) from error
    if not dry_run and not names_all:
        raise click.ClickException(_("The roster does not say which compound it is about. Name it: --compound NAME"))
    outcome = {} if dry_run else put_in(file.name, data, compound)
    click.echo(json.dumps(summary, ensure_ascii=False)) if as_json else say(summary | {"outcome": outcome})


def put_in(filename: str, data: bytes, compound: str) -> dict[str, int]:
    """Put a roster in; how many households were new, changed, the same, in conflict."""
    with unscoped("the operator at the machine"):
        with writing():
            area = _district() if not compound else named(_district(), compound, *LEAVES) or _district()
            job = actions.take_in(area, filename, data, by=SYSTEM, at=clock.now())
            actions.read(job, {}, compound, by=SYSTEM, at=clock.now())
            job_id = job.id
        batches.work(job_id)
        _stop_if_failed(job_id)
        with writing():
            actions.put(db.session.get_one(RosterImport, job_id), by=SYSTEM, at=clock.now())
        batches.work(job_id)
        _stop_if_failed(job_id)
        return {tile.part.value: tile.count for tile in queries.tiles(db.session.get_one(RosterImport, job_id))}


def say(summary: dict[str, Any]) -> None:
    """The counts and the unreadable rows, for people."""
    counts = {name: summary[name] for name in ("households", "people", "repeated")}
    click.echo(_("%(households)s households, %(people)s people, %(repeated)s repeated rows", **counts))
    for row in summary["unreadable"]:
        click.echo(_("Row %(row)s: %(reason)s", **row))
    for part, count in summary["outcome"].items():
        click.echo(f"{Part(part).label}: {count}")


def _district() -> Area:
    """The root of the tree, opened where there is none yet."""
    root = db.session.scalars(select(Area).where(Area.kind == AreaKind.DISTRICT)).first()
    return root or open_area(AreaKind.DISTRICT, _("District to be named"), None, by=SYSTEM, at=clock.now())


def _stop_if_failed(job_id: UUID) -> None:
    job = db.session.get_one(RosterImport, job_id)
    if job.problem:
        raise click.ClickException(sentence(job.problem, row=job.problem_row))
