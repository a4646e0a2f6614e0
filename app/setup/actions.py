"""Founding the district, once."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.enrolments import issue_code
from app.accounts.models import Person
from app.accounts.people import register_person
from app.core.refusal import Refusal
from app.extensions import db
from app.org import duty, tree
from app.org.models import Area
from app.org.words import AreaKind, Role


def is_founded() -> bool:
    """Whether there is anybody at all."""
    with unscoped("whether there is anybody at all"):
        return bool(db.session.scalar(select(exists().where(Person.id.is_not(None)))))


def found_district(name: str, administrator: str, phone: str, at: datetime) -> str:
    """Open the district `name` and register its first administrator (`phone`: 11 digits).

    A roster read in before by command has opened one without a name of its own, which gets it now.
    Returns the administrator's one-time code. Refused as soon as there is anybody.
    """
    if is_founded():
        raise Refusal("founded", _l("The district is founded already. Sign in, or ask its administrator."))
    with unscoped("before the first administrator nobody has a scope"):
        district = _district(name, at)
        person = register_person(administrator, phone, district, by=SYSTEM, at=at)
        duty.bind(person.id, Role.ADMINISTRATOR, district, by=SYSTEM, at=at)
        return issue_code(person, by=SYSTEM, at=at)


def _district(name: str, at: datetime) -> Area:
    root = db.session.scalar(select(Area).where(Area.kind == AreaKind.DISTRICT))
    if root is not None:
        tree.rename_area(root, name, by=SYSTEM, at=at)
        return root
    district = tree.open_area(AreaKind.DISTRICT, name, None, by=SYSTEM, at=at)
    db.session.flush()
    return district
