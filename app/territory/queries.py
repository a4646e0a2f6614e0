"""What the tree and its bindings tell."""

from app.accounts import Actor
from app.web.todo import Item


def todo(actor: Actor) -> list[Item]:
    """Vacancies to fill."""
    return []
