"""What is done to the records of people; never to somebody who may do more than the one who does it."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.accounts import Actor, enrolments, people
from app.accounts.models import Enrolment, Person
from app.core.refusal import Refusal
from app.territory.reach import outreaches

BEYOND = _l("This person also answers for something that is not yours to give. Please ask headquarters.")


def correct(person: Person, name: str, phone: str, *, by: Actor, at: datetime) -> None:
    """Correct name and phone number."""
    _check(person)
    people.correct_person(person, name, phone, by=by, at=at)


def close_account(person: Person, *, by: Actor, at: datetime) -> None:
    """Close the account and end every binding; nobody closes their own."""
    _check(person)
    if person.id == by.person_id:
        raise Refusal("own-account", _l("You cannot close your own account."))
    people.disable_person(person, by=by, at=at)


def reopen_account(person: Person, *, by: Actor, at: datetime) -> None:
    """Open a closed account again."""
    people.reopen_person(person, by=by, at=at)


def issue_code(person: Person, *, by: Actor, at: datetime) -> str:
    """A new one-time code with which the person enrols a phone and sets a PIN."""
    _check(person)
    if person.disabled_at is not None:
        raise Refusal("account-closed", _l("This person's account is closed. Open it again first."))
    return enrolments.issue_code(person, by=by, at=at)


def revoke_phone(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """The person may sign in on that phone no more."""
    _check(enrolment.person)
    enrolments.revoke(enrolment, by=by, at=at)


def _check(person: Person) -> None:
    if outreaches(person.id):
        raise Refusal("beyond-you", BEYOND)
