"""Verbs on the tree: open, rename and close places, grids and posts. Nothing is erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app import audit
from app.audit.record import Doer
from app.core.refusal import Refusal
from app.extensions import db
from app.org.models import Area, Checkpoint, Grid, GridBuilding, in_force
from app.org.words import BELOW, AreaKind, CheckpointKind


def open_area(kind: AreaKind, name: str, parent: Area | None, *, by: Doer, at: datetime) -> Area:
    """Open a place under `parent` (None: the district itself); refused where the tree has no such level."""
    if parent is not None and kind not in BELOW[parent.kind]:
        raise Refusal("wrong-level", _l("This kind of place does not lie there."))
    if _name_taken(name, parent):
        raise Refusal("name-taken", _l("There is a place of this name here already."))
    area = Area(kind=kind, name=name, parent=parent)
    db.session.add(area)
    audit.record("org.area.opened", area, by=by, at=at, kind=kind)
    return area


def rename_area(area: Area, name: str, *, by: Doer, at: datetime) -> None:
    """Correct the name of a place."""
    audit.record("org.area.renamed", area, by=by, at=at, before=area.name)
    area.name = name


def close_area(area: Area, *, by: Doer, at: datetime) -> None:
    """Close a place: it stays in history, nobody is bound to it any more."""
    if db.session.scalar(select(exists().where(Area.parent_id == area.id, Area.closed_at.is_(None)))):
        raise Refusal("has-parts", _l("Close the places inside it first."))
    area.closed_at = at
    audit.record("org.area.closed", area, by=by, at=at)


def open_checkpoint(kind: CheckpointKind, name: str, area: Area, *, by: Doer, at: datetime) -> Checkpoint:
    """Set up a post at `area`."""
    post = Checkpoint(kind=kind, name=name, area_id=area.id)
    db.session.add(post)
    audit.record("org.checkpoint.opened", post, by=by, at=at, kind=kind)
    return post


def close_checkpoint(post: Checkpoint, *, by: Doer, at: datetime) -> None:
    """Take a post down."""
    post.closed_at = at
    audit.record("org.checkpoint.closed", post, by=by, at=at)


def open_grid(name: str, community: Area, buildings: list[Area], *, by: Doer, at: datetime) -> Grid:
    """Draw a grid around `buildings` of `community`, from now on."""
    if community.kind is not AreaKind.COMMUNITY:
        raise Refusal("wrong-level", _l("A grid lies inside a community."))
    grid = Grid(area_id=community.id, name=name)
    db.session.add(grid)
    db.session.flush()
    regroup(grid, buildings, by=by, at=at)
    return grid


def regroup(grid: Grid, buildings: list[Area], *, by: Doer, at: datetime) -> None:
    """From now on the grid holds exactly `buildings`; who lay in it before stays on record."""
    held = db.session.scalars(
        select(GridBuilding).where(GridBuilding.grid_id == grid.id, in_force(GridBuilding, at))
    ).all()
    wanted = {building.id for building in buildings}
    for row in held:
        if row.area_id not in wanted:
            row.ends_at = at
    for area_id in wanted - {row.area_id for row in held}:
        db.session.add(GridBuilding(grid_id=grid.id, area_id=area_id, starts_at=at))
    audit.record("org.grid.regrouped", grid, by=by, at=at, buildings=len(wanted))


def _name_taken(name: str, parent: Area | None) -> bool:
    under = Area.parent_id == (parent.id if parent else None)
    return bool(db.session.scalar(select(exists().where(under, Area.name == name, Area.closed_at.is_(None)))))
