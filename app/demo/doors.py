"""How invented places are built: walk-ups, towers, and the house numbers of a village."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random

from app.places.doors import Door


@dataclass(frozen=True)
class House:
    """The make of every building of a compound. One stair alone has no number."""

    stairs: int
    floors: int
    flats: int

    def doors(self) -> Iterator[Door]:
        """Building after building, without end."""
        for building in count(1):
            for stair in range(1, self.stairs + 1):
                unit = str(stair) if self.stairs > 1 else ""
                for floor in range(1, self.floors + 1):
                    yield from (Door(str(building), unit, f"{floor}{flat:02}") for flat in range(1, self.flats + 1))


WALK_UPS = (House(2, 6, 2), House(3, 6, 2), House(4, 6, 2), House(3, 7, 2))
TOWERS = (House(1, 18, 4), House(2, 11, 2), House(1, 26, 4))


def compound_doors(homes: int, random: Random) -> list[Door]:
    """The first `homes` doors of a compound of walk-ups or, one in three, of towers."""
    house = random.choice(TOWERS if random.random() < 1 / 3 else WALK_UPS)
    return list(islice(house.doors(), homes))


def village_doors(homes: int) -> list[Door]:
    """House numbers without buildings; every ninth has a house behind it (`9号附1`)."""
    return list(islice(_house_numbers(), homes))


def _house_numbers() -> Iterator[Door]:
    for number in count(1):
        yield Door("", "", f"{number}号")
        if number % 9 == 0:
            yield Door("", "", f"{number}号附1")
