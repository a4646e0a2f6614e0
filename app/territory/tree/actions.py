"""Several places opened at once; a place closed only when nobody lives in it."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.accounts import Actor
from app.core.refusal import Refusal
from app.extensions import db
from app.org import tree
from app.org.models import Area
from app.org.words import AreaKind
from app.places.models import Household


def open_areas(kind: AreaKind, names: list[str], parent: Area, *, by: Actor, at: datetime) -> None:
    """Open a place under `parent` for each of `names`; all of them or, where one is refused, none."""
    for name in names:
        tree.open_area(kind, name, parent, by=by, at=at)
        db.session.flush()


def close_area(area: Area, *, by: Actor, at: datetime) -> None:
    """Close a place; refused while households hang on it."""
    if db.session.scalar(select(exists().where(Household.area_id == area.id, Household.merged_into_id.is_(None)))):
        raise Refusal("has-households", _l("Households are registered here. Move them to another place first."))
    tree.close_area(area, by=by, at=at)
