"""The page everybody lands on."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.access import Permission
from app.core import clock
from app.today import bp
from app.today.queries import todo
from app.web import me, page, public, respond


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """The address somebody types: on to today, by way of sign-in where needed."""
    return redirect(url_for("today.my_day"), 303)


@bp.get("/today")
@page(Permission.SELF)
def my_day() -> object:
    """What is there to do, most urgent first."""
    return respond("today/my_day.html", items=todo(me()), date=clock.today())
