"""Sending a form that its sender was never shown; and rows the pages need."""

from bs4 import BeautifulSoup

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import record, writing
from app.core.clock import now
from app.core.ids import new_id
from app.extensions import db
from app.org.models import Area, Binding
from app.places.models import Household
from tests.browser import Browser


def send(browser: Browser, url: str, status: int = 303, **fields):
    """POST `fields` with a right token and a fresh key, as a tampered page would."""
    token = BeautifulSoup(browser.get("/me").text, "html5lib").find("input", attrs={"name": "csrf_token"})["value"]
    return browser.post(url, {"csrf_token": token, "command_id": str(new_id()), **fields}, status=status)


def add_household(cast, label: str = "1-1-501", building: str = "building_1", compound: str = "emerald"):
    """A door; returns its key."""
    key = new_id()
    with writing(), unscoped("the tests' own district"):
        area = {"area_id": cast.places[building], "compound_id": cast.places[compound]}
        row = Household(id=key, label=label, sort_key=label, created_at=now(), **area)
        db.session.add(row)
        record("places.household.added", row, by=SYSTEM)
    return key


def bindings(**which) -> list[Binding]:
    """The bindings with these columns, the oldest first."""
    with unscoped("the tests' own district"):
        rows = db.session.query(Binding).filter_by(**which).order_by(Binding.starts_at, Binding.id).all()
        db.session.expunge_all()
        db.session.rollback()
    return rows


def area_named(name: str) -> Area | None:
    """The place with this name."""
    with unscoped("the tests' own district"):
        found = db.session.query(Area).filter_by(name=name).one_or_none()
        db.session.expunge_all()
        db.session.rollback()
    return found
