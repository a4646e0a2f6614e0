"""When something goes wrong: what happened, why, what to do now. Nothing typed is lost."""

import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from app.web.respond import whole_page

log = logging.getLogger("menhu")
UNKEPT = {"csrf_token", "pin", "pin_again"}


def init_errors(app: Flask) -> None:
    """Attach the error pages to `app`."""
    app.register_error_handler(401, signed_out)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, explain)


def signed_out(error: HTTPException) -> ResponseReturnValue:
    """Nobody is signed in (any more): a read goes to sign-in and back, a write keeps what was typed."""
    if request.method == "GET":
        here = request.full_path.rstrip("?")
        answer = make_response(redirect(url_for("signin.sign_in", next=here), 303))
        if "HX-Request" in request.headers:
            answer = make_response("", 401)
            seen = urlsplit(request.headers.get("HX-Current-URL", "/"))._replace(scheme="", netloc="").geturl()
            answer.headers["HX-Redirect"] = url_for("signin.sign_in", next=seen)
        return answer
    return _keep(401, ended=True)


def stale(error: CSRFError) -> ResponseReturnValue:
    """The page was open longer than its token lives: what was typed is shown, to be sent again on purpose."""
    return _keep(400, ended=False)


def explain(error: HTTPException) -> ResponseReturnValue:
    """A page for `error` in the reader's language."""
    code = error.code or 500
    if isinstance(error, SecurityError):  # a host that is not ours: no address could be built for a page
        return "400", 400
    if error.response is not None and code < 400:
        return error
    number = secrets.token_hex(4) if isinstance(error, InternalServerError) else ""
    if number:
        log.error("error %s at %s", number, request.endpoint, exc_info=getattr(error, "original_exception", None))
    title, advice = words(code)
    return whole_page("errors/error.html", code, code=code, title=title, advice=advice, number=number)


def _keep(status: int, ended: bool) -> ResponseReturnValue:
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in UNKEPT]
    return whole_page("errors/again.html", status, kept=kept, files=bool(request.files), ended=ended)


def words(code: int) -> tuple[str, str]:
    """What happened and what to do now, for the status `code`."""
    known = {
        400: (_("This could not be read"), _("Nothing was saved. Go back, reload the page and send it again.")),
        403: (
            _("This is not yours to do"),
            _("Your binding does not include this. Ask the community lead if it should."),
        ),
        404: (
            _("Nothing here for you"),
            _("The page does not exist, or it belongs to a place you are not bound to."),
        ),
        405: (_("That way does not work"), _("Go back and use the button on the page.")),
        413: (_("That was too much at once"), _("Nothing was saved. Send a shorter text or a smaller file.")),
        429: (_("Too many tries"), _("Wait a little, then try again.")),
        503: (_("Too many people at once"), _("Nothing was saved. Try again in a few seconds.")),
    }
    fault = (
        _("Something broke on our side"),
        _("Nothing was saved. Try again; if it stays, tell the administrator the number."),
    )
    return known.get(code, fault)
