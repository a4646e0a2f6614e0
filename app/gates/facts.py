"""What a gate decision looks at and what it says: plain facts, one to one with JSON.

A phone that decides without signal runs the same vectors (tests/gates/vectors.json). A fact that does
not matter may be left out.

    facts = {
      "policies":  [{"starts_at": time, "ends_at": time|null, "depth": 0 district .. 3 building,
                     "exits": n|null, "days": n, "sealed": bool,
                     "opens": minute of the day, "closes": minute of the day, "longest_out": minutes|null}],
      "exits":     [time],      let-outs for shopping that count: neither withdrawn nor superseded
      "outside":   [{"purpose": purpose, "since": time}],         who is out and not yet back
      "passes":    [{"purpose": purpose, "starts_at": time, "ends_at": time}],      neither used nor revoked
      "errand":    {"direction": "out"|"in", "purpose": purpose, "reason": bool},  a reason was stated
      "vacant":    bool,                                          the household is known to be empty
      "knowledge": {"as_of": time|null, "own_compound": bool, "clock_offset": seconds}
    }
    decision = {
      "colour":  "green"|"red"|"amber",
      "code":    "" | "sealed" | "quota-used" | "closed-now" | "no-exception",      why not
      "asks":    ["vacant"|"reason"|"pass"|"still-out"|"stale"|"other-compound"|"clock"],   what to ask first
      "next_allowed_at": time|null,      null with a code: until a new order
      "other_member_may_go": bool,       may somebody else of the household go shopping
      "back_by": time|null
    }

A time is RFC 3339 text.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.clock import district_day, start_of

MINUTES_A_DAY = 24 * 60


class Direction(StrEnum):
    """Which way somebody passes the gate."""

    OUT = "out"
    IN = "in"


class Purpose(StrEnum):
    """What somebody goes out for. Only shopping uses the quota."""

    SHOPPING = "shopping"
    MEDICAL = "medical"
    EPIDEMIC_DUTY = "epidemic-duty"
    ESSENTIAL_WORK = "essential-work"
    OTHER = "other"


class Colour(StrEnum):
    """The decision at a glance; the screen never shows it by colour alone."""

    GREEN = "green"
    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True)
class Policy:
    """One version of the movement order for one area: N exits per D calendar days, hours, or sealed."""

    starts_at: datetime
    ends_at: datetime | None = None
    depth: int = 0
    exits: int | None = None
    days: int = 1
    sealed: bool = False
    opens: int = 0
    closes: int = MINUTES_A_DAY
    longest_out: int | None = None

    def holds(self, at: datetime) -> bool:
        """Whether this version is in force at `at` (its end belongs to what follows)."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def minute(self, at: datetime, minute: int) -> datetime:
        """That minute of the district day of `at`."""
        return start_of(district_day(at)) + timedelta(minutes=minute)


@dataclass(frozen=True)
class Outside:
    """Somebody of the household who went out and is not yet back."""

    since: datetime
    purpose: Purpose = Purpose.SHOPPING


@dataclass(frozen=True)
class ExceptionPass:
    """A leave to go for one purpose beside the quota, issued beforehand."""

    purpose: Purpose
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Errand:
    """What is asked at the gate now."""

    direction: Direction = Direction.OUT
    purpose: Purpose = Purpose.SHOPPING
    reason: bool = False


@dataclass(frozen=True)
class Knowledge:
    """How far the facts can be trusted; a server deciding on its own rows knows everything now."""

    as_of: datetime | None = None
    own_compound: bool = True
    clock_offset: int = 0


@dataclass(frozen=True)
class Facts:
    """All a decision may look at."""

    policies: tuple[Policy, ...] = ()
    exits: tuple[datetime, ...] = ()
    outside: tuple[Outside, ...] = ()
    passes: tuple[ExceptionPass, ...] = ()
    errand: Errand = field(default_factory=Errand)
    vacant: bool = False
    knowledge: Knowledge = field(default_factory=Knowledge)


@dataclass(frozen=True)
class Decision:
    """The advice: why not (`code`), what to ask first (`asks`), from when on, and who else may."""

    code: str = ""
    asks: tuple[str, ...] = ()
    next_allowed_at: datetime | None = None
    other_member_may_go: bool = False
    back_by: datetime | None = None

    @property
    def colour(self) -> Colour:
        """AMBER while something is to be asked, else RED with a code, else GREEN."""
        if self.asks:
            return Colour.AMBER
        return Colour.RED if self.code else Colour.GREEN
