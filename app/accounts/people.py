"""Registering the people who work for the district."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import audit
from app.accounts.actor import Actor
from app.accounts.models import Person
from app.accounts.sessions import end_all
from app.core.refusal import Refusal
from app.core.unscoped import unscoped
from app.extensions import db
from app.org.models import Area


def find_by_phone(phone: str) -> Person | None:
    """The person with this phone number (11 digits), wherever they are registered."""
    with unscoped("a phone number is one person's in the whole district"):
        return db.session.scalar(select(Person).where(Person.phone_index == Person.index_of(phone)))


def register_person(name: str, phone: str, area: Area, *, by: Actor, at: datetime) -> Person:
    """Open a record for `name`, kept by `area`; refused when the phone number has one already."""
    if find_by_phone(phone):
        raise Refusal("phone-taken", _l("This phone number is registered already. Bind that person instead."))
    person = Person(name=name, area_id=area.id, created_at=at)
    person.set_phone(phone)
    db.session.add(person)
    audit.record("accounts.person.registered", person, by=by, at=at, area=area.id)
    return person


def correct_person(person: Person, name: str, phone: str, *, by: Actor, at: datetime) -> None:
    """Correct name and phone number; refused when somebody else has the number."""
    other = find_by_phone(phone)
    if other and other.id != person.id:
        raise Refusal("phone-taken", _l("Somebody else is registered with this phone number."))
    person.name = name
    person.set_phone(phone)
    audit.record("accounts.person.corrected", person, by=by, at=at)


def disable_person(person: Person, *, by: Actor, at: datetime) -> None:
    """Close the account: nobody signs in with it, open sessions end at once."""
    person.disabled_at = at
    end_all(person, by=by, at=at)
    audit.record("accounts.person.disabled", person, by=by, at=at)
