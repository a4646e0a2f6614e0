"""Posts: where temperatures are taken, people are persuaded to turn back, and patrols set out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from app.demo import bulk
from app.demo.layout import District
from app.demo.place_names import GATES, ROADS
from app.demo.plan import share
from app.org.models import Area, Checkpoint
from app.org.words import CheckpointKind as Kind


def set_up_posts(district: District) -> list[Checkpoint]:
    """Put every post in; returns those that take temperatures, in the order of the sites."""
    plan, places = district.plan, [site.area for site in district.sites]
    spread = [
        Spread(Kind.TEMPERATURE, plan.temperature_posts, places, GATES),
        Spread(Kind.PERSUASION, plan.persuasion_posts, places, ROADS),
        Spread(Kind.PATROL_BASE, plan.patrol_bases, district.communities, ("巡查一组", "巡查二组")),
    ]
    posts = [post for some in spread for post in some.posts(district)]
    bulk.add(posts)
    return [post for post in posts if post.kind is Kind.TEMPERATURE]


@dataclass(frozen=True)
class Spread:
    """So many posts of one kind, over the places as evenly as it goes."""

    kind: Kind
    total: int
    places: list[Area]
    names: tuple[str, ...]

    def posts(self, district: District) -> Iterator[Checkpoint]:
        """The posts, place by place."""
        counts = share(self.total, [1] * len(self.places))
        for place, count in zip(self.places, counts, strict=True):
            for name in islice(cycle(self.names), count):
                yield Checkpoint(id=next(district.ids), kind=self.kind, name=f"{place.name}{name}", area_id=place.id)
