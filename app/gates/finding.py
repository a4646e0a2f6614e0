"""From what a guard types to one door, and from a door to the case the decision is made on."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from app.access import unscoped
from app.extensions import db
from app.gates.facts import Decision, Errand, Facts, Knowledge, Outside, Purpose
from app.gates.models import Passage
from app.gates.policies.queries import policies_over
from app.gates.rules import decide
from app.gates.statements import Outcome
from app.org.models import Area
from app.org.words import AreaKind
from app.places.doors import read_door
from app.places.models import Household
from app.places.queries import doors_of, find_by_name, find_by_phone_tail, find_household

LOOK_BACK = timedelta(days=32)  # longer than the longest window of a policy
MOST = 20


@dataclass(frozen=True)
class Case:
    """A household at the gate (None: nobody of this compound) with the facts of the moment."""

    household: Household | None
    facts: Facts
    outside: list[Passage] = field(default_factory=list)

    def decide(self, errand: Errand, at: datetime) -> Decision:
        """Advise on `errand` at `at`."""
        return decide(replace(self.facts, errand=errand), at)

    def ended_by(self, returns_id: UUID | None, resident_id: UUID | None = None) -> Passage | None:
        """The way out that a coming home ends: the one named, else the person's, else the oldest."""
        if returns_id:
            return next((out for out in self.outside if out.id == returns_id), None)
        same = [out for out in self.outside if resident_id and out.resident_id == resident_id]
        return next(iter(same or self.outside), None)


@dataclass(frozen=True)
class Match:
    """A door that was found, and by which of its people (masked by the page)."""

    label: str
    name: str = ""


def compound_id_of(place: Area) -> UUID:
    """The compound or resident group whose doors stand behind the gates of `place`."""
    return place.parent_id if place.kind is AreaKind.BUILDING and place.parent_id else place.id


def search(place: Area, words: str) -> list[Match]:
    """Doors behind the gates of `place` by what was typed: a door in any spelling, the digits of one, the
    last four of a phone, a name, pinyin or initials."""
    compound_id, words = compound_id_of(place), unicodedata.normalize("NFKC", words)[:50].strip()
    door = read_door(words, place.name)
    if door and find_household(compound_id, door.label):
        return [Match(door.label)]
    if re.fullmatch(r"[\d\s-]+", words):
        return _by_digits(compound_id, re.sub(r"\D", "", words))
    return [Match(one.household.label, one.name) for one in find_by_name(compound_id, words, MOST)]


def _by_digits(compound_id: UUID, digits: str) -> list[Match]:
    """Doors whose digits end in `digits` (32501 and 501 are 3-2-501), then the people with that phone tail."""
    ends = [Match(row.label) for row in doors_of(compound_id) if re.sub(r"\D", "", row.label).endswith(digits)]
    tails = [Match(one.household.label, one.name) for one in find_by_phone_tail(compound_id, digits, MOST)]
    return (ends + tails)[:MOST]


def household_at(place: Area, door: str = "", key: UUID | None = None) -> Household | None:
    """The household behind `door` (or with `key`) if the gates of `place` are its gates."""
    compound_id = compound_id_of(place)
    if key is None:
        return find_household(compound_id, door)
    rows = select(Household).where(Household.id == key, Household.compound_id == compound_id)
    return db.session.scalar(rows)


def case_of(household: Household | None, at: datetime, returns_id: UUID | None = None) -> Case:
    """What the decision about `household` may look at, as it was at `at`; two queries.

    Somebody of no door here may still come back from a way out that was logged: `returns_id`.
    """
    if household is None:
        rows = select(Passage).where(Passage.id == returns_id, Passage.household_id.is_(None), Passage.still_out())
        out = list(db.session.scalars(rows)) if returns_id else []
        return Case(None, Facts(outside=_outside(out), knowledge=Knowledge(own_compound=False)), out)
    went = _went_out(household.id, at)
    facts = Facts(
        policies=tuple(policies_over(household.area)),
        exits=tuple(one.occurred_at for one in went if one.purpose is Purpose.SHOPPING),
        outside=_outside(went),
        vacant=household.vacant_at is not None,
    )
    return Case(household, facts, [one for one in went if not one.returned_at])


def _outside(went: list[Passage]) -> tuple[Outside, ...]:
    return tuple(Outside(one.occurred_at, one.purpose or Purpose.OTHER) for one in went if not one.returned_at)


def _went_out(household_id: UUID, at: datetime) -> list[Passage]:
    rows = select(Passage).where(Passage.household_id == household_id, Passage.outcome == Outcome.LET_OUT)
    recent = or_(Passage.occurred_at > at - LOOK_BACK, Passage.returned_at.is_(None))
    rows = rows.where(Passage.stands(), Passage.occurred_at <= at, recent)
    with unscoped("an exit by any gate uses the household's one quota"):
        return list(db.session.scalars(rows.order_by(Passage.occurred_at)))
