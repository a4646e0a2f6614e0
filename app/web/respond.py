"""Page and fragment from one view and one template: the name of a block is the id of its element."""

from typing import Any

from flask import Response, get_flashed_messages, make_response, render_template, request
from jinja2_fragments.flask import render_block

VARY = "Cookie, Accept-Language, HX-Request, HX-Target, HX-History-Restore-Request"


def respond(template: str, *, blocks: tuple[str, ...] = (), also: tuple[str, ...] = (), **context: Any) -> Response:
    """The block htmx asked for, if it is one of `blocks`; otherwise the whole page.

    `also` names further blocks to send along, out of band, with a fragment. Messages waiting for the
    person come along by themselves.
    """
    wanted = wanted_block()
    if wanted not in blocks:
        answer = make_response(render_template(template, **context))
        answer.headers["Vary"] = VARY
        return answer
    html = render_block(template, wanted, **context)
    for name in also:
        html += f'<div id="{name}" hx-swap-oob="innerHTML">{render_block(template, name, **context)}</div>'
    if get_flashed_messages():
        html += f'<div id="toasts" hx-swap-oob="innerHTML">{render_template("components/toasts.html")}</div>'
    answer = make_response(html)
    answer.headers.update({"Vary": VARY, "Cache-Control": "no-store"})
    return answer


def whole_page(template: str, status: int, **context: Any) -> Response:
    """A page in place of whatever htmx meant to fill: something went another way than the page thought."""
    answer = make_response(render_template(template, **context), status)
    if "HX-Request" in request.headers:
        answer.headers.update({"HX-Retarget": "#main", "HX-Reswap": "outerHTML", "HX-Reselect": "#main"})
    return answer


def wanted_block() -> str:
    """The id htmx wants to fill (`passages`, or htmx 4's `section#passages`); empty for a whole page."""
    if "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers:
        return ""
    return request.headers.get("HX-Target", "").rpartition("#")[2]
