"""A day at the gates of one site, in the rhythm of such days.

About a fifth of the homes sends somebody out. Most know the order and keep it; a few are let out against
it with a reason, some forget to be written down when they come back, and some are turned back.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from app.core.clock import start_of
from app.demo.gatebook import Gate, GateBook
from app.demo.outings import Home, Outing
from app.demo.thermometer import measure
from app.gates.facts import Colour, Direction, Errand, Facts, Knowledge, Purpose
from app.gates.readings import is_confirmed_fever
from app.gates.rules import decide, why_not
from app.gates.statements import Because, Outcome, Statement

HOURS = range(6, 22)
OUT_BY_HOUR = (1, 4, 8, 12, 13, 8, 3, 3, 7, 11, 11, 8, 4, 2, 1, 1)
GOES_OUT, DEFIES, FORGETS, NAMED, AT_MAIN_GATE = 0.25, 0.012, 0.003, 0.4, 0.5
AWAY = {
    Purpose.SHOPPING: (20, 90),
    Purpose.MEDICAL: (60, 240),
    Purpose.EPIDEMIC_DUTY: (240, 480),
    Purpose.ESSENTIAL_WORK: (300, 540),
}
"""Minutes somebody stays out, at least and at most."""
PURPOSES, OFTEN = tuple(AWAY), (90, 4, 3, 3)
REASONS = {
    Purpose.MEDICAL: ("去医院复诊", "透析", "孕检", "拿慢性病药"),
    Purpose.EPIDEMIC_DUTY: ("卡口值守", "医护上班", "社区值班"),
    Purpose.ESSENTIAL_WORK: ("超市上班", "药店上班", "粮油配送"),
}
WHY_AGAIN = {Colour.RED: ("家中断粮", "婴儿奶粉用完", "上次没买到菜"), Colour.AMBER: ("上次回来未登记",)}
OTHERWISE = (Because.NO_MASK, Because.NO_MASK, Because.OUTSIDER, Because.GATHERING)
"""Why those were turned back whom the order would have let go."""

STRANGER = Facts(knowledge=Knowledge(own_compound=False), errand=Errand(Direction.IN))


@dataclass
class Movement:
    """The homes and gates of one site, and the chance that moves people through them."""

    homes: list[Home]
    gates: list[Gate]
    book: GateBook
    random: Random

    def live(self, day: date, turned_back: int) -> None:
        """Let everybody go about `day`, and turn so many back."""
        for home in self.homes:
            if self.random.random() < GOES_OUT:
                self._go_out(home, day)
        for _ in range(turned_back if self.homes else 0):
            self._turn_back(day)

    def _go_out(self, home: Home, day: date) -> None:
        gate, at, said = self._gate(), self._moment(day), self._asking(home)
        if self._may_not(home, said.errand, at) and self.random.random() > DEFIES:
            return
        decision = self.book.decide(home, said, at)
        if decision.colour is not Colour.GREEN and not said.reason:
            said = replace(said, reason=self.random.choice(WHY_AGAIN[decision.colour]))
        if said.first and is_confirmed_fever(said.first, said.second):
            self.book.write(gate, home, replace(said, outcome=Outcome.TURNED_BACK), decision, at=at)
            return
        out = self.book.write(gate, home, said, decision, at=at)
        back = at + timedelta(minutes=self.random.randint(*AWAY[said.purpose or Purpose.SHOPPING]))
        is_forgotten = self.random.random() < FORGETS
        home.outings.append(Outing(at, None if is_forgotten else back, said.purpose or Purpose.SHOPPING))
        if not is_forgotten:
            self.book.bring_back(gate, home, out, self._returning(said), back)

    def _turn_back(self, day: date) -> None:
        """Somebody who may not go shopping yet, else somebody without a mask, in a crowd, or from elsewhere."""
        at, asked = self._moment(day), self.random.sample(self.homes, min(4, len(self.homes)))
        home = next((home for home in asked if self._may_not(home, Errand(), at)), None)
        because = None if home else self.random.choice(OTHERWISE)
        if because is Because.OUTSIDER:
            said = Statement(Direction.IN, Outcome.TURNED_BACK, mask=True, because=because)
            self.book.write(self._gate(), None, said, decide(STRANGER, at), at=at)
            return
        home = home or asked[0]
        first, second = (None, None) if because else measure(self.random)
        has_mask = because is not Because.NO_MASK
        said = Statement(Direction.OUT, Outcome.TURNED_BACK, Purpose.SHOPPING, first, second, has_mask, because=because)
        self.book.write(self._gate(), home, said, self.book.decide(home, said, at), at=at)

    def _may_not(self, home: Home, errand: Errand, at: datetime) -> bool:
        return bool(why_not(home.facts(self.book.policies, errand, at), at))

    def _asking(self, home: Home) -> Statement:
        purpose = self.random.choices(PURPOSES, OFTEN)[0]
        first, second = measure(self.random)
        reason = self.random.choice(REASONS[purpose]) if purpose in REASONS else ""
        who = self.random.choice(home.people) if self.random.random() < NAMED else None
        return Statement(Direction.OUT, Outcome.LET_OUT, purpose, first, second, True, who, reason=reason)

    def _returning(self, out: Statement) -> Statement:
        first, second = measure(self.random)
        return Statement(Direction.IN, Outcome.LET_IN, None, first, second, True, out.resident_id)

    def _gate(self) -> Gate:
        return self.gates[0] if self.random.random() < AT_MAIN_GATE else self.random.choice(self.gates)

    def _moment(self, day: date) -> datetime:
        hour = self.random.choices(HOURS, OUT_BY_HOUR)[0]
        return start_of(day) + timedelta(hours=hour, seconds=self.random.randrange(3600))
