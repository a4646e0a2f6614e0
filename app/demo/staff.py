"""Who is bound to what (绑定法), since when; who was before; and where nobody is, so that a gap shows."""

from datetime import timedelta

from app.demo.layout import District
from app.demo.roll import Roll
from app.org.models import Area, Checkpoint, Grid
from app.org.words import Role

HEADQUARTERS = {Role.ADMINISTRATOR: 1, Role.HEADQUARTERS: 7, Role.INSPECTOR: 2, Role.COUNSELLOR: 1}
"""One officer for each of the seven working groups."""
WITHOUT_CADRE, WITHOUT_MANAGER, WITH_ONE_GUARD = 40, 12, 40
"""Every so many places have no bound cadre, compounds no manager, posts one guard instead of two."""
MOVED = timedelta(days=5)
"""So long every tenth place was in the hands of its neighbour's cadre, before it had its own."""
TEAM = 10
"""So many cadres share the places that are left, which are resident groups."""


def man_the_district(district: District, grids: list[Grid], posts: list[Checkpoint], pin_hash: str) -> Roll:
    """Take on and bind everybody. The first of each role answers for Westlake, or for Emerald in it."""
    roll = Roll(district, pin_hash)
    for role, number in HEADQUARTERS.items():
        for _ in range(number):
            roll.hire(role, district.root)
    _man_communities(roll)
    for grid in grids[: district.plan.grid_workers]:
        roll.hire(Role.GRID_WORKER, grid)
    _man_places(roll)
    for number, post in enumerate(posts, 1):
        for _ in range(2 if number % WITH_ONE_GUARD else 1):
            roll.hire(Role.GUARD, post)
    roll.save()
    return roll


def _man_communities(roll: Roll) -> None:
    communities = roll.district.communities
    for community in communities:
        roll.hire(Role.COMMUNITY_LEAD, community)
        roll.hire(Role.DOCTOR, community)
    for number in range(roll.district.plan.community_cadres):
        roll.hire(Role.COMMUNITY_CADRE, communities[number % len(communities)])


def _man_places(roll: Roll) -> None:
    sites, plan = roll.district.sites, roll.district.plan
    _bind_cadres(roll, [site.area for site in sites if site.number % WITHOUT_CADRE])
    for number in range(plan.volunteers):
        roll.hire(Role.VOLUNTEER, sites[number % len(sites)].area)
    for site in sites:
        if site.buildings and site.number % WITHOUT_MANAGER:
            roll.hire(Role.PROPERTY_MANAGER, site.area)


def _bind_cadres(roll: Roll, places: list[Area]) -> None:
    """A cadre of the district to each place; the last of them take several."""
    district = roll.district
    cadres = [roll.take_on(district.root) for _ in range(district.plan.bound_cadres)]
    moved = district.began + MOVED
    for number, (cadre, place) in enumerate(zip(cadres, places, strict=False)):
        is_late = number % 10 == 5
        if is_late:
            roll.end(roll.bind(cadres[number - 1], Role.BOUND_CADRE, place), moved)
        roll.bind(cadre, Role.BOUND_CADRE, place, moved if is_late else None)
    for number, place in enumerate(places[len(cadres) :]):
        roll.bind(cadres[-1 - number % min(TEAM, len(cadres))], Role.BOUND_CADRE, place)
