"""From an actor to the scope: the bindings in force, read fresh in every request."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.access.scope import Held, Scope
from app.accounts.actor import Actor
from app.core.unscoped import unscoped
from app.extensions import db
from app.org.models import Area, Binding, GridBuilding, in_force


def scope_of(actor: Actor, at: datetime) -> Scope:
    """What `actor` answers for at the moment `at`."""
    rows = select(Binding.role, Area.path, Binding.grid_id, Binding.checkpoint_id)
    rows = rows.join(Area, Area.id == Binding.area_id)
    rows = rows.where(Binding.person_id == actor.person_id, in_force(Binding, at), Area.closed_at.is_(None))
    with unscoped("the bindings are what the scope is made of"):
        held = db.session.execute(rows).all()
        inside = _buildings({grid_id for _, _, grid_id, _ in held if grid_id}, at)
    return Scope(
        actor,
        [Held(role, path, grid, frozenset(inside.get(grid, ())), post) for role, path, grid, post in held],
    )


def _buildings(grid_ids: set[UUID], at: datetime) -> dict[UUID | None, set[UUID]]:
    inside: dict[UUID | None, set[UUID]] = defaultdict(set)
    if grid_ids:
        rows = select(GridBuilding.grid_id, GridBuilding.area_id).where(GridBuilding.grid_id.in_(grid_ids))
        for grid_id, area_id in db.session.execute(rows.where(in_force(GridBuilding, at))):
            inside[grid_id].add(area_id)
    return inside
