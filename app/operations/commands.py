"""flask tick, keys, retention: what systemd and the operator run. docs/deploy.md tells when."""

import signal
from threading import Event

import click
from flask import current_app
from flask_babel import gettext as _

from app.core import clock
from app.operations import rekeying
from app.operations.register import REGISTER
from app.operations.retention import page

keys = click.Group("keys", help="The keys of the sealed fields.")


@click.command("tick")
@click.option("--every", type=click.FloatRange(min=1), help="Go on for ever, looking every so many seconds.")
def tick(every: float | None) -> None:
    """Time's own work: sweep, purge, cut the log, take up imports. Once, or for ever."""
    from app.operations.jobs import Ticker  # every domain has work here; other commands need none of them

    ticker, stop = Ticker(), Event()
    if every is None:
        done = ticker.tick(clock.now())
        for name, count in done.items():
            told = _("failed: see the log") if count is None else count
            click.echo(f"{name:12} {told}")
        raise SystemExit(None in done.values())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    click.echo(_("Time's own work: %(jobs)s", jobs=", ".join(job.name for job in ticker.jobs)))
    while not stop.is_set():
        ticker.tick(clock.now())
        stop.wait(every)


@keys.command("add")
def add_key() -> None:
    """Add a key to keys.json. It seals after the next restart; the old ones go on opening."""
    number = rekeying.add_key(current_app.config["MENHU"].data_dir / "keys.json")
    click.echo(_("Key %(number)s is in keys.json. Copy that file to its safe place again.", number=number))
    click.echo(_("Then restart Menhu, and run: flask keys rotate"))


@keys.command("rotate")
def rotate() -> None:
    """Seal every sealed field anew under the newest key. May be stopped, and run again, at any time."""
    for column, done in rekeying.reseal_all():
        click.echo(f"{done:8} {column}")
    click.echo(_("Done. Keep the old keys in keys.json for as long as you keep backups made before."))


@click.command("retention")
def retention() -> None:
    """Print what is kept, why and for how long: flask retention > docs/retention.md."""
    click.echo(page(REGISTER), nl=False)
