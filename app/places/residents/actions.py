"""Verbs on a resident, and the one that shows who somebody is."""

from dataclasses import dataclass
from datetime import datetime

from app import audit
from app.accounts import Actor
from app.audit.models import Entry
from app.extensions import db
from app.places import rules
from app.places.actions import hold, let_in, people_of
from app.places.models import Household, Resident
from app.places.names import spell
from app.places.words import Act, Reason


@dataclass(frozen=True)
class Details:
    """What is known of a person, numbers as digits. None leaves things as they are, "" forgets them."""

    name: str | None = None
    relation: str = ""
    phone: str | None = None
    id_number: str | None = None


def add_resident(household: Household, details: Details, *, by: Actor, at: datetime) -> Resident:
    """List somebody behind the door, which is vacant no longer; refused when they are listed there already."""
    hold(household)
    there = people_of(household.id)
    position = max((one.position for one in there), default=-1) + 1
    resident = Resident(household_id=household.id, area_id=household.area_id, position=position, created_at=at)
    resident.compound_id = household.compound_id
    _take(resident, details)
    rules.may_be_listed(resident.id_number_index, [one.id_number_index for one in there])
    household.vacant_at = None
    db.session.add(resident)
    audit.record(Act.RESIDENT_ADDED, household, by=by, at=at, resident=resident.id)
    return resident


def correct_resident(resident: Resident, details: Details, *, by: Actor, at: datetime) -> None:
    """Put right what is known of somebody."""
    household = _hold(resident)
    others = [one.id_number_index for one in people_of(household.id) if one.id != resident.id]
    _take(resident, details)
    rules.may_be_listed(resident.id_number_index, others)
    audit.record(Act.RESIDENT_CORRECTED, household, by=by, at=at, resident=resident.id)


def move_resident(resident: Resident, target: Household, *, by: Actor, at: datetime) -> None:
    """Somebody moves to another door; if they were listed there already, that entry is completed."""
    origin = _hold(resident, target)
    rules.may_move(1, origin, target)
    let_in([resident], target, at)
    audit.record(Act.MOVED_AWAY, origin, by=by, at=at, to=target.id, people=1, resident=resident.id)
    audit.record(Act.MOVED_IN, target, by=by, at=at, came_from=origin.id, people=1, resident=resident.id)


def note_departure(resident: Resident, *, by: Actor, at: datetime) -> None:
    """Somebody lives here no more, since `at`."""
    household = _hold(resident)
    resident.moved_out_at = at
    audit.record(Act.RESIDENT_LEFT, household, by=by, at=at, resident=resident.id)


def reveal(resident: Resident, reason: Reason, *, by: Actor, at: datetime) -> Entry:
    """Note that `by` is about to see who somebody is; the entry opens it for rules.REVEAL_LASTS.

    It is kept with the household, so that "who saw this household" is one page.
    """
    household = _hold(resident)
    return audit.record(Act.REVEALED, household, by=by, at=at, resident=resident.id, reason=reason)


def _hold(resident: Resident, *also: Household) -> Household:
    household = resident.household
    hold(household, *also)
    db.session.refresh(resident)
    rules.must_live_here(resident.moved_out_at)
    return household


def _take(resident: Resident, details: Details) -> None:
    if details.name:
        resident.name = details.name
        resident.pinyin, resident.initials = spell(details.name)
    resident.relation = details.relation
    if details.phone is not None:
        resident.set_phone(details.phone or None)
    if details.id_number is not None:
        resident.set_id_number(details.id_number or None)
