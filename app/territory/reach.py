"""How far the arm of whoever is signed in reaches: which roles they give at a place, whose records they keep."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select

from app.access import Permission
from app.access.roles import ROLES
from app.access.scope import current_scope
from app.core import clock
from app.extensions import db
from app.org.models import Area, Binding
from app.org.queries import bindings_held
from app.org.words import Role
from app.territory.rules import given_by


def roles_given_at(area: Area) -> frozenset[Role]:
    """The roles that the actor may give, and end, at `area`."""
    scope = current_scope()
    held = {held.role for held in scope.held if held.covers(area)} if scope else set()
    return given_by({role for role in held if Permission.TERRITORY_BIND in ROLES[role]})


def home_area() -> Area | None:
    """The highest place in which the actor keeps people: where the record of somebody new goes first."""
    rows = select(Area).where(keeps_people_in(), Area.closed_at.is_(None)).order_by(func.length(Area.path), Area.id)
    return db.session.scalar(rows.limit(1))


def keeps_people_in() -> ColumnElement[bool]:
    """The condition on Area that the actor keeps the records of people there."""
    scope = current_scope()
    held = scope.held if scope else []
    paths = {one.path for one in held if Permission.TERRITORY_PERSON_EDIT in ROLES[one.role] and not one.grid_id}
    return or_(false(), *map(Area.under, sorted(paths)))


def outreaches(person_id: UUID) -> bool:
    """Whether a person answers, or will, for more than the actor could give: that account is not theirs to touch.

    Whoever issues a one-time code could sign in with it; so nobody does for somebody who may do more.
    """
    return any(not gives(binding) for binding in bindings_held(person_id, clock.now(), ahead=True))


def gives(binding: Binding) -> bool:
    """Whether the actor could have given this binding, and so may end it."""
    return binding.role in roles_given_at(binding.area)
