"""Reads on the tree and its bindings: where a place lies, which grids hold it, who is bound to it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app.core.unscoped import unscoped
from app.extensions import db
from app.org.models import Area, Binding, Grid, GridBuilding, in_force, not_over
from app.org.words import AreaKind


def lineage_of(area: Area) -> list[Area]:
    """The places from the district down to `area` itself, also those above the reader's scope."""
    rows = select(Area).where(Area.id.in_(area.lineage)).order_by(Area.path)
    with unscoped("the places that mine lies in are no secret"):
        return list(db.session.scalars(rows))


def names_around(areas: Iterable[Area]) -> dict[UUID | None, str]:
    """The name of what each of `areas` lies in, by the key of that place."""
    keys = {area.parent_id for area in areas} - {None}
    with unscoped("the places that mine lies in are no secret"):
        return dict(map(tuple, db.session.execute(select(Area.id, Area.name).where(Area.id.in_(keys)))))


def find_by_names(path: str) -> Area | None:
    """The open place at the end of `path`, names from the district down: `高新区/西湖社区/翡翠一品`."""
    found: Area | None = None
    for name in path.strip("/").split("/"):
        parent = Area.parent_id == (found.id if found else None)
        found = db.session.scalar(select(Area).where(parent, Area.name == name.strip(), Area.closed_at.is_(None)))
        if found is None:
            return None
    return found


def grids_around(area: Area, at: datetime, until: datetime | None = None) -> list[Grid]:
    """The grids that held something of `area` at `at` (or in the time until `until`); a community's own."""
    lies = select(GridBuilding.grid_id).join(Area, Area.id == GridBuilding.area_id)
    lies = lies.where(or_(Area.under(area.path), Area.id.in_(area.lineage)), in_force(GridBuilding, at, until))
    rows = select(Grid).where(or_(Grid.id.in_(lies), Grid.area_id == area.id))
    rows = rows.where(or_(Grid.closed_at.is_(None), Grid.closed_at > at)).order_by(Grid.name, Grid.id)
    with unscoped("the grids that my place lies in are no secret"):
        return list(db.session.scalars(rows))


def answers_for(chain: list[Area], grids: list[Grid]) -> ColumnElement[bool]:
    """The bindings that reach the last place of `chain`: its own, those above, its grids' and its posts'.

    The posts are those of the place and its compound; a post by the road answers for no house.
    """
    near = [area.id for area in chain if area.kind not in (AreaKind.DISTRICT, AreaKind.COMMUNITY)] or [chain[-1].id]
    whole = and_(Binding.grid_id.is_(None), Binding.checkpoint_id.is_(None))
    return or_(
        and_(Binding.area_id.in_([area.id for area in chain]), whole),
        and_(Binding.area_id.in_(near), Binding.checkpoint_id.is_not(None)),
        Binding.grid_id.in_([grid.id for grid in grids]),
    )


def with_places(rows: Select[tuple[Binding]]) -> Select[tuple[Binding]]:
    """The same bindings, each with its area, grid and post loaded along."""
    return rows.options(joinedload(Binding.area), joinedload(Binding.grid), joinedload(Binding.checkpoint))


def bindings_held(person_id: UUID, at: datetime, *, ahead: bool = False) -> list[Binding]:
    """What the person answers for at `at` (`ahead`: or later), whoever asks: oneself, or who must know all of it."""
    when = not_over(at) if ahead else in_force(Binding, at)
    rows = with_places(select(Binding)).where(Binding.person_id == person_id, when)
    with unscoped("somebody's own bindings make up their scope"):
        return list(db.session.scalars(rows.order_by(Binding.starts_at, Binding.id)))
