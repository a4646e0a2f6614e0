"""Enrolling a device with a one-time code; the same code sets or renews the PIN."""

from flask import flash, make_response, redirect, render_template, url_for
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
    form.code.data = show_code(code.replace("-", "")) if code else ""
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
    except (flow.Denied, LookupError) as denied:
        form.renew(str(denied))
        return render_template("signin/enrol.html", form=form), 429 if getattr(denied, "wait", 0) else 422
    answer = make_response(redirect(url_for("today.my_day"), 303))
    set_cookie(answer, "session", session)
    if device:
        set_cookie(answer, "device", device)
    flash(_("This phone is enrolled. From now on, sign in with your phone number and PIN."))
    return answer
