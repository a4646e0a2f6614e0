"""The grids of each community, and what lay in them when: one compound may lie in three."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.demo import bulk
from app.demo.layout import District
from app.org.models import Area, Grid, GridBuilding
from app.org.words import AreaKind

VACANT = 3
"""Grids without a grid worker, so that a gap shows."""
REDRAWN = timedelta(days=8)
"""After so long the border between the first two grids of each community was moved by one building."""


@dataclass(frozen=True)
class Leaf:
    """What households hang on, and the grid its roster names for it, where one does."""

    area: Area
    grid: str = ""


def draw_grids(district: District) -> list[Grid]:
    """Put the grids in; those first in their community come first, those last are the vacant ones."""
    each = -(-(district.plan.grid_workers + VACANT) // len(district.communities))
    drawn = [
        [Grid(id=next(district.ids), area_id=community.id, name=f"第{number}网格") for number in range(1, each + 1)]
        for community in district.communities
    ]
    bulk.add(grid for grids in drawn for grid in grids)
    bulk.add(row for grids in drawn for row in _members(district, grids))
    return [grid for of_one_number in zip(*drawn, strict=True) for grid in of_one_number]


def _members(district: District, grids: list[Grid]) -> Iterator[GridBuilding]:
    """Leaves in the order in which one walks past them, cut into stretches of about one length."""
    leaves = list(_leaves(district, grids[0].area_id))
    names = {grid.name: place for place, grid in enumerate(grids)}
    places = [names.get(leaf.grid, row * len(grids) // len(leaves)) for row, leaf in enumerate(leaves)]
    for leaf, place in zip(leaves, places, strict=True):
        since = district.began
        if place == 1 and leaf is leaves[places.index(1)]:
            since += REDRAWN
            yield _member(district, grids[0], leaf, ends_at=since)
        yield _member(district, grids[place], leaf, starts_at=since)


def _leaves(district: District, community_id: UUID) -> Iterator[Leaf]:
    for site in district.sites:
        if site.area.parent_id == community_id:
            named = {home.door.building: home.grid for home in site.roster}
            for building, area in site.buildings.items():
                yield Leaf(area, named.get(building, ""))
            if site.area.kind is AreaKind.GROUP:
                yield Leaf(site.area)


def _member(district: District, grid: Grid, leaf: Leaf, **dates: object) -> GridBuilding:
    dates.setdefault("starts_at", district.began)
    return GridBuilding(id=next(district.ids), grid_id=grid.id, area_id=leaf.area.id, **dates)
