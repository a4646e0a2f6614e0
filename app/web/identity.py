"""Who is at the door: the cookie's session, then the scope that follows from the bindings."""

from flask import abort, current_app, g, request
from werkzeug.wrappers import Response as BaseResponse

from app.access import scope
from app.access.bindings import scope_of
from app.accounts import Actor
from app.accounts.models import Person
from app.accounts.sessions import SEEN_EVERY, find_session, is_idle, touch
from app.audit import writing
from app.core import clock
from app.extensions import login

YEAR = 365 * 24 * 3600


def cookie(name: str) -> str:
    """The full name of our cookie `name` (`__Host-` on https)."""
    return f"{current_app.config['MENHU'].cookie_prefix}menhu_{name}"


def set_cookie(response: BaseResponse, name: str, value: str, seconds: int = YEAR) -> BaseResponse:
    """Set our cookie `name`: out of JavaScript's reach, not sent along from other sites."""
    https = current_app.config["MENHU"].https
    response.set_cookie(cookie(name), value, seconds, secure=https, httponly=True, samesite="Lax")
    return response


def read_cookie(name: str) -> str | None:
    """The value of our cookie `name`."""
    return request.cookies.get(cookie(name))


def me() -> Actor:
    """The actor of the running request."""
    actor: Actor = g.actor
    return actor


@login.request_loader
def load_person(_: object) -> Person | None:
    """Flask-Login's `current_user`: whoever's session the cookie names."""
    token = read_cookie("session")
    g.sign_in = find_session(token, clock.now()) if token else None
    return g.sign_in.person if g.sign_in else None


def admit() -> None:
    """Sign the request in and set its scope; 401 without a living session."""
    now = clock.now()
    person = load_person(request)
    if person is None:
        abort(401)
    g.actor = person.actor
    found = scope_of(g.actor, now)
    if is_idle(g.sign_in, found.roles, now):
        abort(401)
    scope.enter(found)
    g.unseen = g.sign_in.id if now - g.sign_in.seen_at > SEEN_EVERY else None


def note_seen() -> None:
    """Note, at most every five minutes, that the session is in use."""
    if unseen := g.pop("unseen", None):
        with writing(unaudited="being seen is not an act"):
            touch(unseen, clock.now())
