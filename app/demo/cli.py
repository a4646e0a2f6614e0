"""`flask demo seed`: what `make run` calls before it serves."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_migrate import downgrade, upgrade

from app.access import unscoped
from app.core import clock
from app.core.refusal import Refusal
from app.demo.cast import write_cast
from app.demo.figures import figures
from app.demo.seeding import is_demo, seed
from app.extensions import db

demo = AppGroup("demo", help="The demo district.")


def init_cli(app: Flask) -> None:
    """Attach the commands of the demo to `app`."""
    app.cli.add_command(demo)


@demo.command("seed")
@click.option("--scale", default=1.0, help="0.01 is a district of 260 households.")
@click.option("--again", is_flag=True, help="Throw the demo away first, and lay it out as of today.")
def seed_demo(scale: float, again: bool) -> None:
    """Lay out the demo district in an empty database; leave one that is there as it is."""
    config, now = current_app.config["MENHU"], clock.now()
    if not config.demo:
        raise click.ClickException(_("The demo is for MENHU_DEMO=1 only: everybody in it has the same, public PIN."))
    with unscoped("the demo is shown as a whole"):
        if is_demo() and again:
            _throw_away()
        if again or not is_demo():
            _seed(scale)
        write_cast(config.data_dir, now)
        for name, number in figures(now):
            click.echo(f"{number:>9,}  {name}")


def _throw_away() -> None:
    db.session.remove()  # a transaction left open would hold the tables
    downgrade(revision="base")
    upgrade()


def _seed(scale: float) -> None:
    try:
        seed(scale, at=clock.now())
    except Refusal as refusal:
        raise click.ClickException(str(refusal.reason)) from refusal
