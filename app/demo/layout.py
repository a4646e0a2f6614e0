"""The tree of the demo district: communities, compounds and resident groups with their doors, and buildings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from app.core.clock import district_day, start_of
from app.demo.chance import chance, new_ids
from app.demo.doors import compound_doors, village_doors
from app.demo.place_names import COMMUNITIES, DISTRICT, VILLAGES, compound_names, group_name
from app.demo.plan import Plan, share
from app.demo.rosters import fitting
from app.org.models import Area
from app.org.words import AreaKind
from app.places.doors import Door
from app.places.roster.entries import Household

DISTRICT_ID = UUID("de300000-2020-7205-8000-000000000000")
"""The demo's root. No other district has this key, so it tells a demo from the real thing."""
BEGAN = timedelta(days=12)
"""So long before today the people were bound and the rosters came in."""
GROUP_SIZE = 0.35
"""A resident group beside a compound."""


@dataclass
class Site:
    """A compound or resident group, with its doors, or with its roster where there is one."""

    number: int
    area: Area
    doors: list[Door]
    roster: list[Household] = field(default_factory=list)
    buildings: dict[str, Area] = field(default_factory=dict)

    def leaf(self, door: Door) -> Area:
        """What the household behind `door` hangs on."""
        return self.buildings.get(door.building, self.area)


@dataclass
class District:
    """The demo as it is laid out: `at` is its present, `began` when it was set up."""

    plan: Plan
    at: datetime
    began: datetime
    ids: Iterator[UUID]
    root: Area
    communities: list[Area] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)

    def open(self, kind: AreaKind, name: str, parent: Area) -> Area:
        """A place of the tree, not yet in the database."""
        return Area(id=next(self.ids), kind=kind, name=name, parent=parent)

    def areas(self) -> Iterator[Area]:
        """Every place, parents first."""
        yield self.root
        yield from self.communities
        yield from (site.area for site in self.sites)
        yield from (building for site in self.sites for building in site.buildings.values())


def lay_out(plan: Plan, at: datetime) -> District:
    """The whole tree in memory, the same for every moment `at` of one day."""
    began = start_of(district_day(at) - BEGAN) + timedelta(hours=8)
    root = Area(id=DISTRICT_ID, kind=AreaKind.DISTRICT, name=DISTRICT)
    district = District(plan, at, began, new_ids(began, 0), root)
    district.communities += [district.open(AreaKind.COMMUNITY, name, root) for name in COMMUNITIES]
    rosters = dict(fitting(plan.households))
    named = list(_named(district))
    for number, (area, homes) in enumerate(zip(named, _homes(named, rosters, plan), strict=True), 1):
        roster = rosters.get(area.name, [])
        doors = [home.door for home in roster] or _doors(area, number, homes)
        district.sites.append(_site(district, Site(number, area, doors, roster)))
    return district


def _named(district: District) -> Iterator[Area]:
    """The compounds in turn over the communities, then the groups over those at the district's edge."""
    communities, plan = district.communities, district.plan
    for number, name in zip(range(plan.compounds), compound_names(), strict=False):
        yield district.open(AreaKind.COMPOUND, name, communities[number % len(communities)])
    for number in range(plan.groups):
        around = communities[-1 - number % len(VILLAGES)]
        yield district.open(AreaKind.GROUP, group_name(number), around)


def _homes(places: list[Area], rosters: dict[str, list[Household]], plan: Plan) -> list[int]:
    """How many households each place has; those without a roster share what is left."""
    random = chance("sizes")
    weights = [random.uniform(0.5, 1.5) * (GROUP_SIZE if area.kind is AreaKind.GROUP else 1) for area in places]
    weights = [0 if area.name in rosters else weight for area, weight in zip(places, weights, strict=True)]
    return share(plan.households - sum(map(len, rosters.values())), weights)


def _doors(area: Area, number: int, homes: int) -> list[Door]:
    if area.kind is AreaKind.GROUP:
        return village_doors(homes)
    return compound_doors(homes, chance("doors", number))


def _site(district: District, site: Site) -> Site:
    """The same site with the buildings its doors name."""
    for building in dict.fromkeys(door.building for door in site.doors if door.building):
        site.buildings[building] = district.open(AreaKind.BUILDING, f"{building}栋", site.area)
    return site
