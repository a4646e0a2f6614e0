"""Enrolling a device with a one-time code; the same code sets or renews the PIN."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.tokens import show_code
from app.signin import bp, flow
from app.signin.forms import EnrolForm
from app.web import public
from app.web.identity import set_cookie


@bp.get("/enrol")
@bp.get("/enrol/<string:code>")
@public
def enrol(code: str = "") -> ResponseReturnValue:
    """The page: the code (from a link or typed) and a new PIN. Looking at it uses nothing up."""
    form = EnrolForm()
    form.code.data = show_code((code or session.pop("own_code", "")).replace("-", ""))
    return render_template("signin/enrol.html", form=form)


@bp.post("/enrol")
@public
def enrol_device() -> ResponseReturnValue:
    """Use up the code: this device is enrolled and the person signed in."""
    form = EnrolForm.received()
    if not form.validate():
        return render_template("signin/enrol.html", form=form), 422
    try:
        session, device = flow.enrol(form.code.data, form.pin.data)
    except flow.Denied as denied:
        form.renew(str(denied))
        return render_template("signin/enrol.html", form=form), denied.status, denied.headers
    return welcome(session, device)


def welcome(session: str, device: str | None) -> ResponseReturnValue:
    """On to today, with the cookies of the session and of a device that is new."""
    flash(_("This phone is enrolled. From now on, sign in with your phone number and PIN."))
    answer = set_cookie(redirect(url_for("today.my_day"), 303), "session", session)
    return set_cookie(answer, "device", device) if device else answer
