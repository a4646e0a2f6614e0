"""The steps of signing in: every try is counted, hashing happens outside transactions, words tell nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from app import audit
from app.access import unscoped
from app.accounts import SYSTEM, pins, throttles
from app.accounts.enrolments import find_code, find_device, people_on, redeem
from app.accounts.models import Device, Person
from app.accounts.people import find_by_phone
from app.accounts.sessions import open_session
from app.audit import writing
from app.core import clock
from app.core.refusal import Refusal
from app.extensions import db
from app.web.identity import read_cookie


class Denied(Exception):
    """Signing in did not work; the message says why as far as a stranger may know, `wait` in seconds."""

    def __init__(self, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.status = 429 if wait else 422
        self.headers = {"Retry-After": str(wait)} if wait else {}


def sign_in(who: str, pin: str) -> str:
    """Check phone number (or key, of somebody enrolled here), PIN and device; returns a session's token.

    Raises Denied, in the same words and after the same time whether or not there is such a person.
    """
    now, device = clock.now(), this_device()
    here = {str(person.id): person for person in people_on(device)} if device else {}
    person = here.get(who) or find_by_phone(who)
    known = person is not None and str(person.id) in here
    pin_hash = person.pin_hash if person and not person.disabled_at else None
    _count_try(person.phone_index if person else Person.index_of(who), device if known else None)
    if not pins.fits(pin_hash, pin) or person is None:
        _note_refusal(person)
        raise Denied(_("Phone number and PIN do not fit together. Please check both."))
    if not known and not current_app.config["MENHU"].demo:
        raise Denied(_("This phone is not enrolled yet. Ask the person who registered you for a one-time code."))
    with writing(), unscoped("nobody is signed in yet"):
        return open_session(db.session.get_one(Person, person.id), device, now)


def enrol(text: str, pin: str) -> tuple[str, str | None]:
    """Redeem a one-time code; returns the tokens of the session and, if new, of the device. Raises Denied."""
    now = clock.now()
    _count(_address() | {"codes": throttles.CODES}, now)
    pin_hash = pins.hash_pin(pin)
    with refusing(), writing(unaudited="a wrong code changes nothing"), unscoped("nobody is signed in yet"):
        code = find_code(text, now)
        if code is None:
            raise Denied(_("This code is wrong, used up or older than three days. Ask for a new one."))
        device, token = redeem(code, this_device(), pin_hash, now)
        return open_session(code.person, device, now), token


@contextmanager
def refusing() -> Iterator[None]:
    """A rule's refusal, in the words of signing in."""
    try:
        yield
    except Refusal as no:
        raise Denied(str(no.reason)) from no


def this_device() -> Device | None:
    """The enrolled device the request comes from."""
    return find_device(read_cookie("device"))


def _count_try(index: bytes | None, device: Device | None) -> None:
    account = (index or b"").hex()[:32]
    key, limit = (f"{account}@{device.id}", throttles.ENROLLED) if device else (account, throttles.ACCOUNT)
    _count(_address() | {key: limit, "everybody": throttles.EVERYBODY}, clock.now())


def _address() -> dict[str, throttles.Limit]:
    return {f"from {request.remote_addr}": throttles.ADDRESS}


def _count(limits: dict[str, throttles.Limit], now: Any) -> None:
    if wait := throttles.claim(limits, now):
        ready = clock.district_time(now + timedelta(seconds=wait)).strftime("%H:%M:%S")
        raise Denied(_("Too many tries. Please wait until %(time)s, then try again.", time=ready), wait)


def _note_refusal(person: Person | None) -> None:
    with writing():
        audit.record("accounts.sign_in.refused", person or "accounts_people", by=SYSTEM)
