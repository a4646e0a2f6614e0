"""A home as its gate knows it: who lives there, who went out when, and who is back."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.gates.facts import Errand, Facts, Outside, Policy, Purpose


@dataclass
class Outing:
    """Somebody went out at `left`, and came back at `back`; None where nobody wrote that down."""

    left: datetime
    back: datetime | None
    purpose: Purpose


@dataclass
class Home:
    """A household in which somebody lives."""

    id: UUID
    people: list[UUID]
    outings: list[Outing] = field(default_factory=list)

    def facts(self, policies: tuple[Policy, ...], errand: Errand, at: datetime) -> Facts:
        """What a gate could know at `at`."""
        before = [outing for outing in self.outings if outing.left <= at]
        exits = tuple(outing.left for outing in before if outing.purpose is Purpose.SHOPPING)
        outside = (Outside(one.left, one.purpose) for one in before if one.back is None or one.back > at)
        return Facts(policies=policies, exits=exits, outside=tuple(outside), errand=errand)
