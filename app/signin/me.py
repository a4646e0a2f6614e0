"""Me: what I am bound to, where I am enrolled, a new PIN, out of everywhere."""

from flask import flash, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, unscoped
from app.accounts.enrolments import issue_code
from app.accounts.models import Enrolment, Person
from app.accounts.sessions import end_all
from app.core import clock
from app.extensions import db
from app.org.models import Binding
from app.org.queries import bindings_held
from app.signin import bp
from app.web import command, page, respond
from app.web.identity import me as actor


@bp.get("/me")
@page(Permission.SELF)
def me() -> object:
    """My bindings and devices."""
    return respond("signin/me.html", bindings=my_bindings(), enrolments=my_enrolments())


@bp.post("/me/pin")
@command(Permission.SELF)
def renew_pin() -> str:
    """A one-time code for myself, with which to set a new PIN."""
    session["own_code"] = issue_code(myself(), by=actor(), at=clock.now())  # to this browser, and nowhere else
    return url_for("signin.enrol")


@bp.post("/me/sign-out-everywhere")
@command(Permission.SELF)
def sign_out_everywhere() -> str:
    """End all my sessions and enrolments: a phone was lost."""
    end_all(myself(), by=actor(), at=clock.now())
    flash(_("You are signed out everywhere. Ask for a one-time code to enrol a phone again."))
    return url_for("signin.sign_in")


def myself() -> Person:
    """The record of whoever is signed in."""
    with unscoped("everybody may see their own record"):
        return db.session.get_one(Person, actor().id)


def my_bindings() -> list[Binding]:
    """What I answer for now."""
    return bindings_held(myself().id, clock.now())


def my_enrolments() -> list[Enrolment]:
    """The devices I may sign in on."""
    rows = select(Enrolment).where(Enrolment.person_id == actor().id, Enrolment.revoked_at.is_(None))
    return list(db.session.scalars(rows.order_by(Enrolment.enrolled_at)))
