"""Registering the people who work for the district."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import audit
from app.accounts.actor import Actor
from app.accounts.models import Person
from app.accounts.sessions import end_all
from app.core.refusal import Refusal
from app.core.unscoped import unscoped
from app.extensions import db
from app.org.duty import end_where
from app.org.models import Area, Binding


def find_by_phone(phone: str) -> Person | None:
    """The person with this phone number (11 digits), wherever they are registered."""
    with unscoped("a phone number is one person's in the whole district"):
        return db.session.scalar(select(Person).where(Person.phone_index == Person.index_of(phone)))


def register_person(name: str, phone: str, area: Area, *, by: Actor, at: datetime) -> Person:
    """Open a record for `name`, kept by `area`; refused when the phone number has one already."""
    person = Person(name=name, area_id=area.id, created_at=at)
    with _one_record_per_phone():
        person.set_phone(phone)
        db.session.add(person)
    audit.record("accounts.person.registered", person, by=by, at=at, area=area.id)
    return person


def correct_person(person: Person, name: str, phone: str, *, by: Actor, at: datetime) -> None:
    """Correct name and phone number; refused when somebody else has the number."""
    with _one_record_per_phone():
        person.name = name
        person.set_phone(phone)
    audit.record("accounts.person.corrected", person, by=by, at=at)


@contextmanager
def _one_record_per_phone() -> Iterator[None]:
    """The unique index decides, so that two registrars at the same moment cannot both win."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as clash:
        raise Refusal("phone-taken", _l("Somebody else is registered with this phone number.")) from clash


def disable_person(person: Person, *, by: Actor, at: datetime) -> None:
    """Close the account: nobody signs in with it, open sessions end at once, nothing is answered for any more."""
    if person.disabled_at is not None:
        raise Refusal("closed-already", _l("This account is closed already."))
    person.disabled_at = at
    end_where(Binding.person_id == person.id, by=by, at=at)
    end_all(person, by=by, at=at)
    audit.record("accounts.person.disabled", person, by=by, at=at)


def reopen_person(person: Person, *, by: Actor, at: datetime) -> None:
    """Open a closed account again: the person keeps the record, and needs a new code and new bindings."""
    if person.disabled_at is None:
        raise Refusal("open-already", _l("This account is open."))
    person.disabled_at = None
    audit.record("accounts.person.reopened", person, by=by, at=at)
