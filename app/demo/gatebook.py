"""The passages of one site, written down as its guards would have: with the advice of the very rules they use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.core.clock import district_time
from app.demo.outings import Home
from app.gates.facts import Decision, Direction, Policy
from app.gates.models import Passage
from app.gates.rules import decide
from app.gates.statements import Statement, flags, implied
from app.org.models import Checkpoint

SECOND_SHIFT = 14
"""The hour at which the second guard takes over."""


@dataclass(frozen=True)
class Gate:
    """A post and who stands there."""

    post: Checkpoint
    guards: list[UUID]

    def guard(self, at: datetime) -> UUID:
        """Who was on duty."""
        return self.guards[-1 if district_time(at).hour >= SECOND_SHIFT else 0]


@dataclass
class GateBook:
    """What is written down until `until`; what happens later is not in it."""

    policies: tuple[Policy, ...]
    ids: Iterator[UUID]
    until: datetime
    rows: list[Passage] = field(default_factory=list)

    def decide(self, home: Home, said: Statement, at: datetime) -> Decision:
        """The advice for somebody of `home`."""
        return decide(home.facts(self.policies, said.errand, at), at)

    def write(self, gate: Gate, home: Home | None, said: Statement, decision: Decision, *, at: datetime) -> Passage:
        """Write down what `said` tells of `at`, and the advice of that moment."""
        row = Passage(
            id=next(self.ids),
            area_id=gate.post.area_id,
            checkpoint_id=gate.post.id,
            household_id=home.id if home else None,
            resident_id=said.resident_id,
            direction=said.direction,
            outcome=said.outcome,
            purpose=said.purpose if home and said.direction is Direction.OUT else None,
            because=None if said.went_through else said.because or implied(said, decision),
            reason=said.reason,
            mask=said.mask,
            advice=decision.colour,
            advice_code=decision.code,
            flags=" ".join(flags(said, decision)),
            occurred_at=at,
            received_at=at,
            recorded_by_id=gate.guard(at),
        )
        _read(row, said)
        if at <= self.until:
            self.rows.append(row)
        return row

    def bring_back(self, gate: Gate, home: Home, out: Passage, said: Statement, at: datetime) -> None:
        """Write down the way in that ends the way out `out`."""
        row = self.write(gate, home, said, self.decide(home, said, at), at=at)
        row.closes_id = out.id
        if at <= self.until:
            out.returned_at = at


def _read(row: Passage, said: Statement) -> None:
    if said.first:
        row.temperature, row.method = said.first.tenths, said.first.method
    if said.second:
        row.second_temperature, row.second_method = said.second.tenths, said.second.method
