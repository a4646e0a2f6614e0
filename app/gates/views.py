"""The guard's screen."""

from app.access import Permission
from app.gates import bp
from app.web import page, respond


@bp.get("/gates")
@page(Permission.GATES_VIEW)
def my_gate() -> object:
    """My gate."""
    return respond("gates/my_gate.html")
