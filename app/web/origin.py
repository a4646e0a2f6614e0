"""A write comes from our own pages: CSRF token, or the outbox's key with our own Origin."""

import re
from urllib.parse import urlsplit

from flask import abort, request

from app.extensions import csrf


def check_origin() -> None:
    """Refuse (400, 403) a write that another site may have sent (OWASP CSRF sheet; Fetch Metadata)."""
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    if origin not in (None, "null") and urlsplit(origin).netloc != request.host:
        abort(403)
    if not (request.headers.get("Idempotency-Key") and origin not in (None, "null")):
        csrf.protect()


def local_path(target: str | None) -> str | None:
    """`target` if it is a page of ours that the router knows, else None: for `next=`.

    Browsers drop tabs and line ends from an address, so `/<tab>/elsewhere` would lead to another host.
    """
    from flask import current_app
    from werkzeug.exceptions import HTTPException

    if target is None or not re.fullmatch(r"/(?![/\\])[^\x00-\x20\x7f]*", target):
        return None
    try:
        current_app.create_url_adapter(request).match(urlsplit(target).path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    return target
