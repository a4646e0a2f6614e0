"""The places a roster names: found below the place it is meant for, or opened there."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts import Actor
from app.extensions import db
from app.org.models import Area
from app.org.tree import open_area
from app.org.words import AreaKind
from app.places.doors import Door, plain_text
from app.places.households.queries import is_in
from app.places.imports.models import RosterImport

LEAVES = (AreaKind.COMPOUND, AreaKind.GROUP)


def find_compound(job: RosterImport, name: str) -> Area | None:
    """The compound or resident group `name` below the import's place, or that place itself if it is one."""
    if job.area.kind in LEAVES:
        return job.area
    return named(job.area, name, *LEAVES)


def compound_for(job: RosterImport, name: str, community: str, *, by: Actor, at: datetime) -> Area:
    """The compound `name`, opened where it is unknown: in its community, as the roster names it."""
    if found := find_compound(job, name):
        return found
    kind = AreaKind.GROUP if name.endswith("组") else AreaKind.COMPOUND
    return _open(job, kind, name, _community(job, community, by, at), by, at)


def find_leaf(compound: Area, door: Door) -> Area | None:
    """What the household behind `door` hangs on: its building, or the compound where it names none."""
    if not door.building:
        return compound
    rows = select(Area).where(Area.parent_id == compound.id, Area.closed_at.is_(None))
    return next((area for area in db.session.scalars(rows) if is_in(area, door)), None)


def leaf_for(job: RosterImport, compound: Area, door: Door, *, by: Actor, at: datetime) -> Area:
    """The same, the building opened where it is unknown."""
    ending = "" if door.building.endswith(("组", "区", "期")) else "栋"
    return find_leaf(compound, door) or _open(job, AreaKind.BUILDING, door.building + ending, compound, by, at)


def _community(job: RosterImport, name: str, by: Actor, at: datetime) -> Area:
    if job.area.kind is AreaKind.COMMUNITY:
        return job.area
    if name:
        return named(job.area, name, AreaKind.COMMUNITY) or _open(job, AreaKind.COMMUNITY, name, job.area, by, at)
    rows = select(Area).where(Area.under(job.area.path), Area.kind == AreaKind.COMMUNITY, Area.closed_at.is_(None))
    communities = db.session.scalars(rows.limit(2)).all()
    return communities[0] if len(communities) == 1 else _community(job, _("Community to be named"), by, at)


def named(above: Area, name: str, *kinds: AreaKind) -> Area | None:
    """The open place of this name, as it is written or as it is meant (`翡翠 一品`)."""
    rows = select(Area).where(Area.under(above.path), Area.kind.in_(kinds), Area.closed_at.is_(None))
    if exact := db.session.scalars(rows.where(Area.name == name).limit(1)).first():
        return exact
    wanted = plain_text(name).replace(" ", "")
    return next((area for area in db.session.scalars(rows) if plain_text(area.name).replace(" ", "") == wanted), None)


def _open(job: RosterImport, kind: AreaKind, name: str, above: Area, by: Actor, at: datetime) -> Area:
    area = open_area(kind, name, above, by=by, at=at)
    db.session.flush()
    job.opened = [*job.opened, str(area.id)]
    return area
