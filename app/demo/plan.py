"""How many of everything: the figures of the report of 5 February 2020 that concern places, bindings and gates."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Self


@dataclass(frozen=True)
class Plan:
    """The counts the demo district is built to."""

    households: int = 26_000
    compounds: int = 107
    groups: int = 34
    temperature_posts: int = 423
    persuasion_posts: int = 658
    patrol_bases: int = 13
    bound_cadres: int = 114
    community_cadres: int = 64
    grid_workers: int = 57
    volunteers: int = 400
    turned_back: int = 1_600
    """Over the full days; those of the running day come on top."""

    def scaled(self, scale: float) -> Self:
        """A smaller district of the same make: at 0.01 it has 260 households. Two of each kind, a gate everywhere."""
        small = {name: max(2, round(figure * scale)) for name, figure in asdict(self).items()}
        small["temperature_posts"] = max(small["temperature_posts"], small["compounds"] + small["groups"])
        return type(self)(**small)


def share(total: int, weights: Sequence[float]) -> list[int]:
    """`total` things over places in proportion to their weights: whole numbers that add up to `total`."""
    edges = [round(total * so_far / sum(weights)) for so_far in accumulate(weights)]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]
