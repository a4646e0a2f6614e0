"""One list out of every domain's own."""

from app.accounts import Actor
from app.gates.queries import todo as gates_todo
from app.territory.queries import todo as territory_todo
from app.web.todo import Item


def todo(actor: Actor) -> list[Item]:
    """What `actor` has to do now: counts with a place to go, the most urgent first."""
    items = [*gates_todo(actor), *territory_todo(actor)]
    return sorted(items, key=lambda item: item.urgency, reverse=True)
