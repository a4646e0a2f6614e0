"""What a guard says happened, what is still to be said before it is written down, and what deserves a second look.

What happened is never refused: these rules ask, and a stated reason answers everything.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.gates.facts import Colour, Decision, Direction, Errand, Purpose
from app.gates.readings import Reading, Verdict, is_confirmed_fever


class Outcome(StrEnum):
    """What came of it at the gate."""

    LET_OUT = "let-out"
    LET_IN = "let-in"
    TURNED_BACK = "turned-back"


class Because(StrEnum):
    """Why somebody was turned back (劝返)."""

    ORDER = "order"
    FEVER = "fever"
    NO_MASK = "no-mask"
    OUTSIDER = "outsider"
    GATHERING = "gathering"
    OTHER = "other"


@dataclass(frozen=True)
class Statement:
    """What the guard says happened: which way, how it came out, what for, how warm, who."""

    direction: Direction
    outcome: Outcome
    purpose: Purpose | None = None
    first: Reading | None = None
    second: Reading | None = None
    mask: bool | None = None
    resident_id: UUID | None = None
    because: Because | None = None
    reason: str = ""
    returns_id: UUID | None = None

    @property
    def errand(self) -> Errand:
        """What was asked for, as the decision sees it."""
        return Errand(self.direction, self.purpose or Purpose.SHOPPING, bool(self.reason))

    @property
    def went_through(self) -> bool:
        """Whether the person passed the gate."""
        return self.outcome is not Outcome.TURNED_BACK


def missing(said: Statement, decision: Decision) -> list[str]:
    """What the guard has still to say before this can be written down.

    "recheck": a high or implausible first reading asks for a contact thermometer.
    "reason": going through against the advice, or before what was asked is answered, needs words.
    "because": somebody turned back is told why.
    """
    if not said.went_through:
        return [] if said.because or implied(said, decision) else ["because"]
    lacks = []
    if said.first and said.first.needs_recheck and not said.second and not said.reason:
        lacks.append("recheck")
    if decision.colour is not Colour.GREEN and not said.reason:
        lacks.append("reason")
    return lacks


def implied(said: Statement, decision: Decision) -> Because | None:
    """Why somebody was turned back when the guard need not say: it stands on the screen."""
    if decision.colour is Colour.RED:
        return Because.ORDER
    last = said.second or said.first
    if last and last.verdict is Verdict.FEVER:
        return Because.FEVER
    return Because.NO_MASK if said.mask is False else None


def flags(said: Statement, decision: Decision) -> list[str]:
    """What somebody should look at afterwards, in a passage that went through."""
    if not said.went_through:
        return []
    found = ["against-advice"] if decision.colour is Colour.RED else []
    if said.first and is_confirmed_fever(said.first, said.second):
        found.append("fever")
    elif said.first and said.first.needs_recheck and not said.second:
        found.append("not-rechecked")
    return found
