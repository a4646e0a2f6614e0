"""Homes for the tests of places: made by the actions, read back past the scope."""

import uuid

from sqlalchemy import select

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.audit.models import Entry
from app.core import clock
from app.extensions import db
from app.org.models import Area
from app.places.doors import read_door
from app.places.households.actions import Facts, add_household
from app.places.households.queries import Spot
from app.places.models import Household, Resident
from app.places.residents.actions import Details, add_resident

PHONE = "13971234567"
ID_NUMBER = "421121195804120016"
OTHER_ID_NUMBER = "421121198703050024"


def make_home(cast, place: str, label: str, *people: Details | str, **facts) -> uuid.UUID:
    """A household behind the door `label` of `place`, with these people; returns its key."""
    with writing(), unscoped("the tests' own homes"):
        spot = Spot(db.session.get_one(Area, cast.places[place]), read_door(label))
        home = add_household(spot, Facts(**facts), by=SYSTEM, at=clock.now())
        for one in people:
            details = one if isinstance(one, Details) else Details(one)
            add_resident(home, details, by=SYSTEM, at=clock.now())
        return home.id


def home(key: uuid.UUID) -> Household:
    """The household as the database has it now."""
    return _read(select(Household).where(Household.id == key))


def people(household_id: uuid.UUID) -> list[Resident]:
    """Everybody listed behind the door now."""
    db.session.rollback()
    with unscoped("the tests look at everything"):
        rows = select(Resident).where(Resident.household_id == household_id, Resident.moved_out_at.is_(None))
        return list(db.session.scalars(rows.order_by(Resident.position).execution_options(populate_existing=True)))


def resident(key: uuid.UUID) -> Resident:
    """The resident as the database has them now."""
    return _read(select(Resident).where(Resident.id == key))


def entries(key: uuid.UUID, verb: str = "") -> list[Entry]:
    """What the audit trail says about a household."""
    db.session.rollback()
    rows = select(Entry).where(Entry.subject_id == key).order_by(Entry.id)
    return list(db.session.scalars(rows.where(Entry.verb == verb) if verb else rows))


def send(browser, url: str, status: int, **fields):
    """Post `fields` to `url` without having seen its form."""
    page = browser.get("/me", status="*")
    token = page.forms[0]["csrf_token"].value if page.forms else ""
    body = {"csrf_token": token, "command_id": str(uuid.uuid4()), **fields}
    return browser.post(url, body, status=status)


def key_in(url: str) -> uuid.UUID:
    """The key at the end of a url."""
    return uuid.UUID(url.rpartition("/")[2])


def _read(rows):
    db.session.rollback()
    with unscoped("the tests look at everything"):
        return db.session.scalar(rows.execution_options(populate_existing=True))
