"""One line of JSON per event on stderr: named fields only, no bodies, no query strings, no paths.

A path can hold a one-time code and a message can quote what somebody typed, so requests are told by endpoint,
and whatever looks like a phone or identity number is masked at the very end, in tracebacks too.
"""

import json
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

FIELDS = ("endpoint", "method", "status", "ms", "number", "job", "done", "version", "note")
# A mobile number (11 digits, 1 first) or an identity number (GB 11643: 17 digits and a digit or X), grouped or not.
NUMBERS = re.compile(r"(?<!\d)(?:\d(?:[ -]?\d){16}[ -]?[\dXx]|[1１](?:[ -]?\d){10})(?!\d)")
QUOTED_ROW = re.compile(r"^DETAIL: .*$", re.M)  # PostgreSQL's errors quote the row that was refused
SLOW_MS = 1000

log = logging.getLogger("menhu")


def mask(line: str) -> str:
    """`line` with every phone and identity number struck out but its first three signs, and no row quoted."""
    return QUOTED_ROW.sub("DETAIL: (not shown)", NUMBERS.sub(lambda found: f"{found[0][:3]}***", line))


class Formatter(logging.Formatter):
    """An event as one line: when, how bad, who says it, what, and the fields we know."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; masked value by value, since JSON's own escapes would hide where a number begins."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        event: dict[str, Any] = {"level": record.levelname, "by": record.name, "event": record.getMessage()}
        event |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        masked = {name: value if isinstance(value, int) else mask(str(value)) for name, value in event.items()}
        return json.dumps({"at": at, **masked}, ensure_ascii=False)


def init_logs(app: Flask) -> None:
    """Send every log line of this process through the formatter, and tell of each request of `app`."""
    root = logging.getLogger()
    if not app.testing and not any(isinstance(handler.formatter, Formatter) for handler in root.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(Formatter())
        root.addHandler(handler)
    log.setLevel(logging.WARNING if app.config["MENHU"].demo else logging.INFO)
    app.log_exception = lambda *_: None  # type: ignore[method-assign]  # app/web/errors.py tells it, with its number
    app.before_request(_note_start)
    app.after_request(_tell)


def _note_start() -> None:
    g.began = time.monotonic()


def _tell(response: Response) -> Response:
    ms = round((time.monotonic() - g.began) * 1000) if "began" in g else 0
    level = logging.WARNING if response.status_code >= 500 or ms > SLOW_MS else logging.INFO
    if request.endpoint != "static":
        fields = {"endpoint": request.endpoint, "method": request.method, "status": response.status_code, "ms": ms}
        log.log(level, "request", extra=fields)
    return response
