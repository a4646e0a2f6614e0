"""The tabs at the foot of every page, each shown to those whose role has a use for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from app.access import Permission, may


@dataclass(frozen=True)
class Tab:
    """One tab: where it leads, its icon and word, and who has a use for it."""

    endpoint: str
    icon: str
    label: Any
    permission: Permission


TABS = (
    Tab("today.my_day", "today", _l("Today"), Permission.SELF),
    Tab("gates.my_gate", "gate", _l("Gate"), Permission.GATES_VIEW),
    Tab("territory.my_places", "places", _l("Places"), Permission.TERRITORY_VIEW),
    Tab("signin.me", "person", _l("Me"), Permission.SELF),
)

UNDER = {"places": "territory"}  # doors are reached through the tree, so its tab stays lit


def nav_items(allowed: Callable[[Permission], bool] = may) -> list[tuple[str, str, Any, bool]]:
    """Url, icon, word and whether one is there, for each tab of whoever is signed in."""
    if not g.get("actor"):
        return []
    here = (request.endpoint or "").partition(".")[0]
    here = UNDER.get(here, here)
    return [
        (url_for(tab.endpoint), tab.icon, tab.label, tab.endpoint.startswith(f"{here}."))
        for tab in TABS
        if allowed(tab.permission)
    ]
