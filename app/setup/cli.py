"""The first start by command."""

import click
from flask import Flask
from flask_babel import gettext as _

from app.accounts.tokens import show_code
from app.audit import writing
from app.core import clock
from app.core.refusal import Refusal
from app.setup import codes
from app.setup.actions import found_district, is_founded
from app.web.phones import read_phone


def init_cli(app: Flask) -> None:
    """Attach `flask init` and `flask setup-code` to `app`."""
    app.cli.add_command(init)
    app.cli.add_command(setup_code)


@click.command("init")
@click.option("--district", required=True, help="Name of the district.")
@click.option("--admin", required=True, help="Name of the first administrator.")
@click.option("--phone", required=True, help="The administrator's phone number, 11 digits.")
def init(district: str, admin: str, phone: str) -> None:
    """Found the district and register its first administrator, without the page."""
    number = read_phone(phone) or ""
    if len(number) != 11 or not number.isdigit() or not district.strip() or not admin.strip():
        raise click.UsageError(_("The names must not be empty, and a phone number has 11 digits."))
    try:
        with writing():
            code = found_district(district.strip(), admin.strip(), number, clock.now())
    except Refusal as no:
        raise click.ClickException(str(no.reason)) from no
    codes.forget()
    click.echo(_("%(district)s is founded. %(name)s enrols a phone within 72 hours:", district=district, name=admin))
    click.echo(f"/enrol/{show_code(code)}")


@click.command("setup-code")
def setup_code() -> None:
    """Print the code that opens the page /setup."""
    if is_founded():
        raise click.ClickException(_("The district is founded already. Sign in, or ask its administrator."))
    click.echo(codes.setup_code())
