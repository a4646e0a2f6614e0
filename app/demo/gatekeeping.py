"""The orders in force and the gates of every site: six days of passages, put in site by site."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from app.core.clock import district_day, start_of
from app.demo import bulk
from app.demo.chance import chance, new_ids
from app.demo.gatebook import Gate, GateBook
from app.demo.layout import District, Site
from app.demo.movement import Movement
from app.demo.outings import Home
from app.demo.place_names import TIANRUI
from app.demo.plan import share
from app.demo.roll import Roll
from app.gates.facts import Policy
from app.gates.models import ExitPolicy
from app.org.models import Checkpoint
from app.org.words import Role

WHOLE_DAYS = 5
STRICTER_SINCE = timedelta(days=2)
BOOKS = 2048
"""Where the blocks of ids for passages begin, behind those of the households."""


class Gatekeeping:
    """Orders, gates, and how many people each site has to turn back."""

    def __init__(self, district: District, posts: list[Checkpoint], roll: Roll) -> None:
        today = district_day(district.at)
        self.days = [today - timedelta(days=ago) for ago in range(WHOLE_DAYS, -1, -1)]
        self._district = district
        self._orders = self._issue(roll.people[0].id)
        self._gates = _gates(posts, roll)
        counts = share(district.plan.turned_back, [len(site.doors) for site in district.sites])
        self._turned_back = {site.number: count for site, count in zip(district.sites, counts, strict=True)}

    def keep(self, site: Site, homes: list[Home]) -> int:
        """Put in the passages of `site`; how many there are."""
        policies = tuple(policy for area_id, policy in self._orders if area_id in site.area.lineage)
        book = GateBook(policies, new_ids(self._district.began, BOOKS + site.number), self._district.at)
        movement = Movement(homes, self._gates[site.area.id], book, chance("gates", site.number))
        for day, turned_back in zip(self.days, self._each_day(site), strict=True):
            movement.live(day, turned_back)
        book.rows.sort(key=lambda row: row.occurred_at)
        bulk.add(book.rows)
        return len(book.rows)

    def _each_day(self, site: Site) -> list[int]:
        """The figure of the report over the whole days; today as many as on an average one."""
        total = self._turned_back[site.number]
        return [*share(total, [1] * WHOLE_DAYS), round(total / WHOLE_DAYS)]

    def _issue(self, by: UUID) -> list[tuple[UUID, Policy]]:
        """One exit in two days for the whole district; of late, one in three at Tianrui."""
        district, today = self._district, self.days[-1]
        tianrui = next(site.area for site in district.sites if site.area.name == TIANRUI)
        rows = [_order(district, self.days[0], area_id=district.root.id, days=2)]
        rows += [_order(district, today - STRICTER_SINCE, area_id=tianrui.id, days=3)]
        for row in rows:
            row.issued_by_id = by
        bulk.add(rows)
        depths = (district.root, 0), (tianrui, len(tianrui.lineage) - 1)
        return [(area.id, row.as_fact(depth)) for row, (area, depth) in zip(rows, depths, strict=True)]


def _order(district: District, begins: date, area_id: UUID, days: int) -> ExitPolicy:
    return ExitPolicy(
        id=next(district.ids),
        area_id=area_id,
        exits=1,
        days=days,
        starts_at=start_of(begins),
        issued_at=start_of(begins) - timedelta(hours=6),
        words="每户每次一人外出采购，戴口罩、测体温，尽快返回。",
    )


def _gates(posts: list[Checkpoint], roll: Roll) -> dict[UUID, list[Gate]]:
    guards = defaultdict(list)
    for binding in roll.bindings:
        if binding.role is Role.GUARD:
            guards[binding.checkpoint_id].append(binding.person_id)
    gates: dict[UUID, list[Gate]] = defaultdict(list)
    for post in posts:
        gates[post.area_id].append(Gate(post, guards[post.id]))
    return gates
