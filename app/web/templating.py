"""What every template may use."""

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, get_locale
from jinja2 import StrictUndefined

from app.access import Permission, may
from app.core import clock
from app.org.words import Role
from app.web.forms import BaseForm
from app.web.language import choose_theme
from app.web.nav import nav_items

HTMX = (
    '{"allowEval":false,"historyCacheSize":0,"selfRequestsOnly":true,"includeIndicatorStyles":false,'
    '"attributesToSettle":["class"],'
    '"historyRestoreAsHxRequest":false,"responseHandling":[{"code":"204","swap":false},'
    '{"code":"[23]..","swap":true},{"code":"4..|5..","swap":true,"error":true}]}'
)


def init_templating(app: Flask) -> None:
    """Attach globals and filters to `app`."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, may=may, Permission=Permission, htmx_config=HTMX, blank=BaseForm)
    app.jinja_env.filters.update(
        clock=clock_time, day=day, moment=moment, weekday=weekday, masked=masked, role_label=role_label
    )
    app.jinja_env.globals["ui"] = app.jinja_env.get_template("components/ui.html").module
    app.context_processor(surroundings)


def surroundings() -> dict[str, Any]:
    """What the frame around every page shows."""
    return {
        "person": g.get("actor"),
        "nav": nav_items(),
        "theme": choose_theme(),
        "locale": str(get_locale()),
        "here": request.full_path.rstrip("?") if request else "/",
        "demo": current_app.config["MENHU"].demo,
    }


def asset(path: str) -> str:
    """The url of a static file, with its content in the name so that phones keep it for good."""
    return url_for("static", filename=path, v=_digest(path))


@lru_cache
def _digest(path: str) -> str:
    return hashlib.sha256((Path(__file__).parent.parent / "static" / path).read_bytes()).hexdigest()[:12]


def clock_time(at: datetime) -> str:
    """`14:32` in district time."""
    return clock.district_time(at).strftime("%H:%M")


def day(at: Any) -> str:
    """A day in the reader's language."""
    return str(format_date(clock.district_day(at) if isinstance(at, datetime) else at, "medium"))


def weekday(on: date) -> str:
    """A day with the name it has in the week."""
    return str(format_date(on, "full"))


def moment(at: datetime) -> str:
    """Day and time of day in the reader's language, by the district's clocks."""
    return f"{day(at)} {clock_time(at)}"


def role_label(role: str) -> Any:
    """The word for a role kept as text."""
    return Role(role).label


def masked(name: str) -> str:
    """A name as a guard sees it: `张*`."""
    return f"{name[:1]}*" if name else ""
