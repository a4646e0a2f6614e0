"""How the door answers a write: 303 to where it led, or the form back, filled, with the reason."""

from collections.abc import Callable
from typing import Any

from flask import make_response, redirect
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _

from app.core.refusal import Refusal
from app.web.forms import BaseForm, Unfilled
from app.web.receipts import KeyReused
from app.web.respond import whole_page


def done(location: str) -> ResponseReturnValue:
    """See other: the browser, and htmx with its headers, fetches what there is to see now."""
    return redirect(location, 303)


def redraw(
    no: Exception, form: BaseForm | None, page: Callable[..., Any] | None, args: dict[str, Any]
) -> ResponseReturnValue:
    """The form again as it was filled, with a new key and the reason; nothing was changed."""
    status = 422 if isinstance(no, Unfilled) else 409
    reason = _reason(no)
    if form is None or page is None:
        return whole_page("errors/refused.html", status, reason=reason)
    form.renew(None if isinstance(no, Unfilled) else reason)
    answer = make_response(page(form=form, **args))
    answer.status_code = status
    return answer


def _reason(no: Exception) -> Any:
    if isinstance(no, Refusal):
        return no.reason
    if isinstance(no, KeyReused):
        when = format_datetime(no.received_at, "HH:mm") if no.received_at else ""
        return _(
            "This form was already sent at %(when)s with other content, and that was saved. "
            "Send it again only if you mean this as well.",
            when=when,
        )
    if isinstance(no, Unfilled):
        return _("Something in this form is missing or cannot be read. Nothing was saved. Please go back and check it.")
    return _("This form was incomplete when it arrived. Nothing was saved. Please send it again.")
