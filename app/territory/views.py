"""Walking the tree."""

from app.access import Permission
from app.territory import bp
from app.web import page, respond


@bp.get("/places")
@page(Permission.TERRITORY_VIEW)
def my_places() -> object:
    """The places I am bound to."""
    return respond("territory/my_places.html")
