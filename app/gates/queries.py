"""What the gates tell."""

from app.accounts import Actor
from app.web.todo import Item


def todo(actor: Actor) -> list[Item]:
    """Gates to mind."""
    return []
