"""What territory tells the day's list and headquarters."""

from collections import Counter
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Permission, may
from app.accounts import Actor
from app.core import clock
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, in_force
from app.territory.duty.vacancies import count_vacancies
from app.web.todo import Item


def todo(actor: Actor) -> list[Item]:
    """Seats to fill, for those who may fill them."""
    if not may(Permission.TERRITORY_BIND):
        return []
    vacant = sum(count_vacancies(clock.now()).values())
    hint = _("Places for which nobody answers yet.")
    return [Item(_("Vacancies"), url_for("territory.vacancies"), "vacant", vacant, hint, 1)] if vacant else []


class Summary(NamedTuple):
    """The figures of the places and bindings below a place."""

    areas: dict[str, int]
    """Open places by kind."""
    posts: dict[str, int]
    """Open posts by kind."""
    bound: dict[str, int]
    """People bound now, by role."""


def summary(scope: Area) -> Summary:
    """The figures of `scope` and all below it, as far as whoever asks may see them."""
    inside = Area.under(scope.path)
    areas = select(Area.kind, func.count()).where(inside, Area.closed_at.is_(None)).group_by(Area.kind)
    posts = select(Checkpoint.kind, func.count()).join(Area, Area.id == Checkpoint.area_id)
    posts = posts.where(inside, Checkpoint.closed_at.is_(None)).group_by(Checkpoint.kind)
    people = func.count(Binding.person_id.distinct())
    bound = select(Binding.role, people).join(Area, Area.id == Binding.area_id)
    bound = bound.where(inside, in_force(Binding, clock.now())).group_by(Binding.role)
    return Summary(*(Counter(dict(map(tuple, db.session.execute(rows)))) for rows in (areas, posts, bound)))
