"""Bind, end, hand over: only roles the actor gives, only where they fit."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.accounts import Actor
from app.accounts.models import Person
from app.accounts.people import register_person
from app.core.refusal import Refusal
from app.extensions import db
from app.org import duty
from app.org.models import Area, Binding, in_force
from app.org.words import Role
from app.territory.duty.queries import Place, kind_of
from app.territory.reach import gives, roles_given_at
from app.territory.rules import fits


@dataclass(frozen=True)
class Who:
    """Somebody known, or the phone number and name of somebody new."""

    known: Person | None
    phone: str = ""
    name: str = ""


@dataclass(frozen=True)
class Duty:
    """What somebody takes on: a role at a place, from a moment (None: now) until another (None: open)."""

    role: Role
    place: Place
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def take_on(who: Who, home: Area, duty: Duty | None, *, by: Actor, at: datetime) -> Person:
    """Register `who`, if new, with `home` keeping the record; bind them where a `duty` is given."""
    person = who.known or register_person(who.name, who.phone, home, by=by, at=at)
    if duty is not None:
        bind(person, duty, by=by, at=at)
    return person


def bind(person: Person, given: Duty, *, by: Actor, at: datetime) -> Binding:
    """Bind `person`; refused for a role that is not the actor's to give, or that does not fit the place."""
    area = given.place if isinstance(given.place, Area) else given.place.area
    if given.role not in roles_given_at(area):
        raise Refusal("not-yours", NOT_YOURS)
    if not fits(given.role, kind_of(given.place)):
        raise Refusal("no-fit", _l("This role is not given at such a place. Please choose another place or role."))
    if person.disabled_at is not None:
        raise Refusal("account-closed", _l("This person's account is closed. Open it again first."))
    dates = {"starts_at": given.starts_at, "ends_at": given.ends_at}
    return duty.bind(person.id, given.role, given.place, by=by, at=at, **dates)


def end(binding: Binding, *, by: Actor, at: datetime) -> None:
    """End a binding the actor could have given; the last administrator stays."""
    if not gives(binding):
        raise Refusal("not-yours", NOT_YOURS)
    if binding.role is Role.ADMINISTRATOR and not _other_administrator(binding, at):
        raise Refusal("last-administrator", LAST)
    duty.end_binding(binding, by=by, at=at)


def hand_over(binding: Binding, who: Who, *, by: Actor, at: datetime) -> Person:
    """End a binding and begin it anew with somebody else in the same moment."""
    if not gives(binding):
        raise Refusal("not-yours", NOT_YOURS)
    person = who.known or register_person(who.name, who.phone, binding.area, by=by, at=at)
    duty.hand_over(binding, person.id, by=by, at=at)
    return person


NOT_YOURS = _l("This role is not yours to give or to end. Please ask headquarters.")
LAST = _l("This is the last administrator. Bind another one first.")


def _other_administrator(binding: Binding, at: datetime) -> bool:
    others = (Binding.role == Role.ADMINISTRATOR, Binding.person_id != binding.person_id, in_force(Binding, at))
    return bool(db.session.scalar(select(exists().where(*others))))
