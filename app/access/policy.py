"""The one question: may this actor do this, there?"""

from app.access.permissions import Permission
from app.access.scope import current_scope
from app.org.models import Area


def may(permission: Permission, area: Area | None = None) -> bool:
    """Whether whoever is signed in may do `permission` at `area` (None: anywhere at all).

    Bindings in force are read fresh in every request, so one that ended a second ago counts no more.
    """
    scope = current_scope()
    if scope is None:
        return False
    if permission is Permission.SELF:
        return scope.actor.kind == "person"
    return scope.allows(permission, area)
