"""Verbs on the tree: open, rename and close places, grids and posts. Nothing is erased."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app import audit
from app.audit.record import Doer
from app.core.refusal import Refusal
from app.extensions import db
from app.org.duty import end_where
from app.org.models import Area, Binding, Checkpoint, Grid, GridBuilding, in_force
from app.org.words import BELOW, AreaKind, CheckpointKind


def open_area(kind: AreaKind, name: str, parent: Area | None, *, by: Doer, at: datetime) -> Area:
    """Open a place under `parent` (None: the district itself); refused where the tree has no such level."""
    if parent is not None and kind not in BELOW[parent.kind]:
        raise Refusal("wrong-level", _l("This kind of place does not lie there."))
    if parent is not None:
        _must_be_open(parent)
    _must_be_free(name, parent.id if parent else None)
    area = Area(kind=kind, name=name, parent=parent)
    db.session.add(area)
    audit.record("org.area.opened", area, by=by, at=at, kind=kind)
    return area


def rename_area(area: Area, name: str, *, by: Doer, at: datetime) -> None:
    """Correct the name of a place; refused when its neighbour has it."""
    _must_be_open(area)
    if name != area.name:
        _must_be_free(name, area.parent_id)
    audit.record("org.area.renamed", area, by=by, at=at, before=area.name)
    area.name = name


def close_area(area: Area, *, by: Doer, at: datetime) -> None:
    """Close a place and its posts, end its bindings; all of it stays in history. Refused while it has open parts."""
    _must_be_open(area)
    if area.kind is AreaKind.DISTRICT:
        raise Refusal("district", _l("The district itself is not closed."))
    if db.session.scalar(select(exists().where(Area.parent_id == area.id, Area.closed_at.is_(None)))):
        raise Refusal("has-parts", _l("Close the places inside it first."))
    if db.session.scalar(select(exists().where(Grid.area_id == area.id, Grid.closed_at.is_(None)))):
        raise Refusal("has-grids", _l("Close its grids first."))
    for post in db.session.scalars(select(Checkpoint).where(Checkpoint.area_id == area.id)):
        post.closed_at = post.closed_at or at
    for row in db.session.scalars(
        select(GridBuilding).where(GridBuilding.area_id == area.id, in_force(GridBuilding, at))
    ):
        row.ends_at = at
    end_where(Binding.area_id == area.id, by=by, at=at)
    area.closed_at = at
    audit.record("org.area.closed", area, by=by, at=at)


def open_checkpoint(kind: CheckpointKind, name: str, area: Area, *, by: Doer, at: datetime) -> Checkpoint:
    """Set up a post at `area`; refused when a post of this name stands there."""
    _must_be_open(area)
    there = (Checkpoint.area_id == area.id, Checkpoint.name == name, Checkpoint.closed_at.is_(None))
    if db.session.scalar(select(exists().where(*there))):
        raise Refusal("name-taken", _l("There is a post of this name here already."))
    post = Checkpoint(kind=kind, name=name, area_id=area.id)
    db.session.add(post)
    audit.record("org.checkpoint.opened", post, by=by, at=at, kind=kind)
    return post


def close_checkpoint(post: Checkpoint, *, by: Doer, at: datetime) -> None:
    """Take a post down; whoever was bound to it alone is bound no more."""
    _must_be_open(post)
    end_where(Binding.checkpoint_id == post.id, by=by, at=at)
    post.closed_at = at
    audit.record("org.checkpoint.closed", post, by=by, at=at)


def open_grid(name: str, community: Area, buildings: list[Area], *, by: Doer, at: datetime) -> Grid:
    """Draw a grid around `buildings` of `community`, from now on."""
    if community.kind is not AreaKind.COMMUNITY:
        raise Refusal("wrong-level", _l("A grid lies inside a community."))
    _must_be_open(community)
    there = (Grid.area_id == community.id, Grid.name == name, Grid.closed_at.is_(None))
    if db.session.scalar(select(exists().where(*there))):
        raise Refusal("name-taken", _l("There is a grid of this name here already."))
    grid = Grid(area_id=community.id, name=name)
    db.session.add(grid)
    db.session.flush()
    regroup(grid, buildings, by=by, at=at)
    return grid


def regroup(grid: Grid, buildings: list[Area], *, by: Doer, at: datetime) -> None:
    """From now on the grid holds exactly `buildings`, taken out of other grids; who lay where stays on record."""
    _must_be_open(grid)
    wanted = {building.id for building in buildings}
    ours, lies = GridBuilding.grid_id == grid.id, GridBuilding.area_id.in_(wanted)
    rows = db.session.scalars(select(GridBuilding).where(ours | lies, in_force(GridBuilding, at))).all()
    for row in rows:
        if row.grid_id != grid.id or row.area_id not in wanted:
            row.ends_at = at
    for area_id in sorted(wanted - {row.area_id for row in rows if row.grid_id == grid.id}):
        db.session.add(GridBuilding(grid_id=grid.id, area_id=area_id, starts_at=at))
    audit.record("org.grid.regrouped", grid, by=by, at=at, buildings=len(wanted))


def close_grid(grid: Grid, *, by: Doer, at: datetime) -> None:
    """Dissolve a grid: nothing lies in it and nobody is bound to it any more."""
    regroup(grid, [], by=by, at=at)
    end_where(Binding.grid_id == grid.id, by=by, at=at)
    grid.closed_at = at
    audit.record("org.grid.closed", grid, by=by, at=at)


def _must_be_open(place: Area | Grid | Checkpoint) -> None:
    if place.closed_at is not None:
        raise Refusal("closed", _l("This place is closed."))


def _must_be_free(name: str, parent_id: UUID | None) -> None:
    there = (Area.parent_id == parent_id, Area.name == name, Area.closed_at.is_(None))
    if db.session.scalar(select(exists().where(*there))):
        raise Refusal("name-taken", _l("There is a place of this name here already."))
