"""Who may do what, where: permissions, roles, and the scope that follows from bindings."""

from app.access.permissions import Permission
from app.access.policy import may
from app.core.unscoped import unscoped

__all__ = ["Permission", "may", "unscoped"]
