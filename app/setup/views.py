"""The page of the first start: open only while there is nobody at all."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import throttles
from app.accounts.tokens import show_code
from app.audit import writing
from app.core import clock
from app.core.refusal import Refusal
from app.setup import bp, codes
from app.setup.actions import found_district, is_founded
from app.setup.forms import SetupForm
from app.web import public


@bp.before_app_request
def lead_here() -> ResponseReturnValue | None:
    """Whoever opens an empty Menhu founds the district first."""
    if request.endpoint != "signin.sign_in" or is_founded():
        return None
    return redirect(url_for("setup.first_start"), 303)


@bp.get("/setup")
@public
def first_start() -> ResponseReturnValue:
    """The form: setup code, district, first administrator."""
    if is_founded():
        abort(404)
    codes.setup_code()
    return render_template("setup/first_start.html", form=SetupForm())


@bp.post("/setup")
@public
def start_district() -> ResponseReturnValue:
    """Found the district, then on to choosing a PIN on this very phone."""
    if is_founded():
        abort(404)
    form = SetupForm.received()
    try:
        if form.validate():
            return redirect(url_for("signin.enrol", code=show_code(found(form))), 303)
    except Refusal as no:
        form.renew(no.reason)
    return render_template("setup/first_start.html", form=form), 422


def found(form: SetupForm) -> str:
    """Found the district; returns the administrator's one-time code. Raises Refusal."""
    now = clock.now()
    if throttles.claim({"setup": throttles.ACCOUNT}, now):
        raise Refusal("throttled", _("Too many tries. Please wait two minutes."))
    if not codes.fits(form.code.data):
        raise Refusal(
            "wrong-code", _("This is not the setup code. It stands in the file setup-code in the data folder.")
        )
    with writing():
        code = found_district(form.district.data, form.name.data, form.phone.data, now)
    codes.forget()
    return code
