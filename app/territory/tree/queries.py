"""What lies in a place."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from app.extensions import db
from app.org.models import Area, Checkpoint, Grid, GridBuilding, in_force
from app.org.queries import names_around
from app.org.words import AreaKind, Role
from app.places.models import Household
from app.territory.duty.vacancies import missing_in


def way_down(chain: list[Area]) -> list[tuple[Area, bool]]:
    """The places of `chain`, and of each whether the reader may open it."""
    seen = set(db.session.scalars(select(Area.id).where(Area.id.in_([area.id for area in chain]))))
    return [(area, area.id in seen) for area in chain]


@dataclass(frozen=True)
class Part:
    """A place inside a place: how many households it has, which roles nobody holds there."""

    area: Area
    households: int
    missing: list[Role]


def as_counted(area: Area) -> list[tuple[bool, int, str]]:
    """Sort key: building 2 before building 10."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", area.name)
    return [(bool(word), int(number or 0), word) for number, word in parts]


def children_of(area: Area) -> list[Area]:
    """The open places one level below `area`, as people count them."""
    rows = select(Area).where(Area.parent_id == area.id, Area.closed_at.is_(None))
    return sorted(db.session.scalars(rows), key=as_counted)


def parts_of(area: Area, at: datetime) -> list[Part]:
    """The same, each with its households and what is missing there."""
    inside = children_of(area)
    households, missing = households_by_part(area), missing_in(inside, at)
    return [Part(one, households.get(one.id, 0), missing[one.id]) for one in inside]


def households_by_part(area: Area) -> dict[UUID, int]:
    """How many households lie in each place one level below `area`."""
    stands = Household.merged_into_id.is_(None)
    rows: Select[Any]
    if area.kind is AreaKind.DISTRICT:
        rows = select(Area.parent_id, func.count()).join(Household, Household.compound_id == Area.id)
        rows = rows.group_by(Area.parent_id)
    elif area.kind is AreaKind.COMMUNITY:
        rows = select(Household.compound_id, func.count()).join(Area, Household.compound_id == Area.id)
        rows = rows.where(Area.parent_id == area.id).group_by(Household.compound_id)
    else:
        rows = select(Household.area_id, func.count()).where(Household.compound_id == area.id)
        rows = rows.group_by(Household.area_id)
    return {key: number for key, number in db.session.execute(rows.where(stands)) if key}


def count_households(area: Area) -> int:
    """How many households hang on `area` itself and below."""
    here: ColumnElement[bool] = Household.area_id == area.id
    rows = select(func.count()).select_from(Household).where(here | (Household.compound_id == area.id))
    return db.session.scalar(rows.where(Household.merged_into_id.is_(None))) or 0


def posts_of(area: Area) -> list[Checkpoint]:
    """The open posts at `area` itself."""
    rows = select(Checkpoint).where(Checkpoint.area_id == area.id, Checkpoint.closed_at.is_(None))
    return list(db.session.scalars(rows.order_by(Checkpoint.kind, Checkpoint.id)))


def grids_of(area: Area) -> list[Grid]:
    """The open grids of a community, in the order in which they were drawn."""
    rows = select(Grid).where(Grid.area_id == area.id, Grid.closed_at.is_(None))
    return list(db.session.scalars(rows.order_by(Grid.id)))


@dataclass(frozen=True)
class Cell:
    """Something a grid can hold: its own name, the compound it lies in, the grid that holds it now."""

    area: Area
    compound: str
    grid: str


def cells_in(grid: Grid, at: datetime) -> list[Cell]:
    """What lies in a grid now, compound by compound."""
    lies = select(GridBuilding.area_id).where(GridBuilding.grid_id == grid.id, in_force(GridBuilding, at))
    areas = sorted(db.session.scalars(select(Area).where(Area.id.in_(lies))), key=as_counted)
    around = names_around(areas)
    cells = [Cell(area, around.get(area.parent_id, ""), grid.name) for area in areas]
    return sorted(cells, key=lambda cell: cell.compound)


def cells_of(community: Area, at: datetime) -> list[Cell]:
    """Everything in `community` that a grid can hold: buildings, and compounds and groups without any."""
    rows = select(Area).where(Area.under(community.path), Area.closed_at.is_(None), Area.id != community.id)
    areas = sorted(db.session.scalars(rows), key=as_counted)
    names = {area.id: area.name for area in areas}
    parents = {area.parent_id for area in areas}
    lies = select(GridBuilding.area_id, Grid.name).join(Grid, Grid.id == GridBuilding.grid_id)
    held = dict(map(tuple, db.session.execute(lies.where(Grid.area_id == community.id, in_force(GridBuilding, at)))))
    leaves = [area for area in areas if area.id not in parents]
    return [Cell(area, names.get(area.parent_id or area.id, area.name), held.get(area.id, "")) for area in leaves]
