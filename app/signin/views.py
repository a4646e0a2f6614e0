"""Signing in and out."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission
from app.accounts.enrolments import people_on
from app.accounts.sessions import end_session
from app.core import clock
from app.signin import bp, demo, flow
from app.signin.forms import SignInForm
from app.web import command, me, public
from app.web.identity import set_cookie
from app.web.origin import local_path


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The page: who are you, and your PIN."""
    form = SignInForm()
    form.next.data = local_path(request.args.get("next"))
    return draw(form)


@bp.post("/sign-in")
@public
def start_session() -> ResponseReturnValue:
    """Sign in, then on to where the person was going."""
    form = SignInForm.received()
    if not form.validate():
        return draw(form), 422
    try:
        token = flow.sign_in(form.phone.data, form.pin.data)
    except flow.Denied as denied:
        form.renew(str(denied))
        return draw(form), denied.status, denied.headers
    answer = redirect(local_path(form.next.data) or url_for("today.my_day"), 303)
    return set_cookie(answer, "session", token)


@bp.post("/sign-out")
@command(Permission.SELF)
def sign_out() -> str:
    """End this session; the device stays enrolled."""
    end_session(g.sign_in, by=me(), at=clock.now())
    flash(_("You are signed out."))
    return url_for("signin.sign_in")


def draw(form: SignInForm) -> str:
    """The sign-in page around `form`."""
    device = flow.this_device()
    people = people_on(device) if device and "other" not in request.args else []
    return render_template("signin/sign_in.html", form=form, people=people, cast=demo.cast())
