"""The one question: may this actor do this, there?"""

from typing import Any

from app.access.permissions import Permission
from app.access.scope import current_scope
from app.org.models import Area, Checkpoint


def may(permission: Permission, at: Any = None) -> bool:
    """Whether whoever is signed in may do `permission` at `at`: an area, or whatever lies in one (None: anywhere).

    A binding narrowed to one post counts only there. Bindings in force are read fresh in every request, so
    one that ended a second ago counts no more.
    """
    scope = current_scope()
    if scope is None:
        return False
    if permission is Permission.SELF:
        return scope.actor.kind == "person"
    post = at.id if isinstance(at, Checkpoint) else getattr(at, "checkpoint_id", None)
    return scope.allows(permission, area_of(at), post)


def area_of(thing: Any) -> Area | None:
    """The area at which permission to touch `thing` is asked."""
    return thing if thing is None or isinstance(thing, Area) else thing.area
