"""Places and posts by command; a way back in for somebody who lost every phone; the table of roles."""

import click
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.enrolments import issue_code
from app.accounts.people import find_by_phone
from app.accounts.tokens import show_code
from app.audit import writing
from app.core import clock
from app.core.refusal import Refusal
from app.org import tree
from app.org.models import Area
from app.org.queries import find_by_names
from app.org.words import AreaKind, CheckpointKind
from app.territory.roles import roles_table
from app.web.phones import read_phone

areas = click.Group("areas", help="The tree of places.")
checkpoints = click.Group("checkpoints", help="Posts: temperature, persuasion, patrol base.")
people = click.Group("people", help="People and their accounts.")


def init_cli(app: Flask) -> None:
    """Attach the commands to `app`."""
    for group in (areas, checkpoints, people, roles):
        app.cli.add_command(group)


@areas.command("add")
@click.option("--parent", required=True, help="Names from the district down, with slashes between.")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in AreaKind]))
@click.argument("name")
def add_area(parent: str, kind: str, name: str) -> None:
    """Open the place NAME inside PARENT."""
    try:
        with writing(), unscoped("the operator at the machine"):
            tree.open_area(AreaKind(kind), name.strip(), _place(parent), by=SYSTEM, at=clock.now())
    except Refusal as no:
        raise click.ClickException(str(no.reason)) from no
    click.echo(f"{parent.strip('/')}/{name.strip()}")


@checkpoints.command("add")
@click.option("--at", "path", required=True, help="Names from the district down, with slashes between.")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in CheckpointKind]))
@click.argument("name")
def add_checkpoint(path: str, kind: str, name: str) -> None:
    """Set up the post NAME at a place."""
    try:
        with writing(), unscoped("the operator at the machine"):
            tree.open_checkpoint(CheckpointKind(kind), name.strip(), _place(path), by=SYSTEM, at=clock.now())
    except Refusal as no:
        raise click.ClickException(str(no.reason)) from no
    click.echo(f"{path.strip('/')} · {name.strip()}")


@people.command("code")
@click.argument("phone")
def code(phone: str) -> None:
    """Print a new one-time code for whoever is registered with PHONE."""
    with writing(), unscoped("the operator at the machine"):
        person = find_by_phone(read_phone(phone) or "")
        if person is None or person.disabled_at:
            raise click.ClickException(_("Nobody signs in with this phone number."))
        fresh = issue_code(person, by=SYSTEM, at=clock.now())
    click.echo(f"/enrol/{show_code(fresh)}")


@click.command("roles")
def roles() -> None:
    """Print docs/roles.md anew."""
    with force_locale("en"):
        click.echo(roles_table(), nl=False)


def _place(path: str) -> Area:
    place = find_by_names(path)
    if place is None:
        raise click.ClickException(_("There is no place %(path)s.", path=path))
    return place
