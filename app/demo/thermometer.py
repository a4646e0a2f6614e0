"""What the thermometers of that winter showed: foreheads read cold outdoors, fevers were taken again by contact."""

from random import Random

from app.gates.readings import Method, Reading

FEVERISH = 0.0006
"""One high first reading in 1,700; two in five of them are confirmed under the arm."""
CONFIRMED = 0.4
BY_EAR = 0.12


def measure(random: Random) -> tuple[Reading, Reading | None]:
    """A reading, and a second by contact where the first is high."""
    if random.random() < FEVERISH:
        low, high = (374, 388) if random.random() < CONFIRMED else (361, 371)
        return Reading(random.randint(374, 386)), Reading(random.randint(low, high), Method.ARMPIT)
    if random.random() < BY_EAR:
        return Reading(_near(random, 365, 2.5, (358, 371)), Method.EAR), None
    return Reading(_near(random, 349, 8, (330, 369))), None


def _near(random: Random, usual: float, spread: float, limits: tuple[int, int]) -> int:
    low, high = limits
    return min(high, max(low, round(random.gauss(usual, spread))))
