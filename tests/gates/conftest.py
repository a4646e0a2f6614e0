"""Doors behind the guard's gate: Emerald 3-2-501 with two people, 1-1-101 with one, 2-1-302 empty; one order."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.gates.facts import Direction, Purpose
from app.gates.finding import case_of
from app.gates.models import ExitPolicy, Passage
from app.gates.passages.actions import record_passage
from app.gates.readings import Reading
from app.gates.statements import Outcome, Statement
from app.org import tree
from app.org.models import Area, Checkpoint
from app.org.words import CheckpointKind
from app.places.doors import read_door
from app.places.models import Household, Resident
from app.places.names import spell
from tests.cast import BEGAN, Cast


def add_door(cast: Cast, label: str, building: str, people: dict[str, str], **known) -> Household:
    """A household with its people (name: phone), without going through a roster."""
    door = read_door(label)
    household = Household(
        area_id=cast.places[building], compound_id=cast.places["emerald"], label=label, sort_key=door.sort_key,
        unit=door.unit, floor=door.floor, created_at=BEGAN, **known,
    )  # fmt: skip
    db.session.add(household)
    db.session.flush()
    for position, (name, phone) in enumerate(people.items()):
        pinyin, initials = spell(name)
        person = Resident(
            household_id=household.id, area_id=household.area_id, compound_id=household.compound_id,
            position=position, name=name, pinyin=pinyin, initials=initials, created_at=BEGAN,
        )  # fmt: skip
        person.set_phone(phone)
        db.session.add(person)
    return household


@pytest.fixture
def doors(cast) -> SimpleNamespace:
    """Keys: `doors.home` (3-2-501), its first `doors.member`, `.single` (1-1-101), `.vacant` (2-1-302), the `.gate`."""
    with writing(unaudited="made for the test"), unscoped("made for the test"):
        home = add_door(cast, "3-2-501", "building_3", {"钱大勇": "13900001234", "孙丽": "13900005678"})
        single = add_door(cast, "1-1-101", "building_1", {"钱小英": "13911110000"})
        vacant = add_door(cast, "2-1-302", "building_2", {}, vacant_at=BEGAN)
        db.session.flush()
        member = home.residents[0].id
        return SimpleNamespace(
            home=home.id, single=single.id, vacant=vacant.id, member=member, gate=cast.places["gate"]
        )  # fmt: skip


@pytest.fixture
def order(cast) -> None:
    """The order of 1 February for the whole district: one exit in two days."""
    with writing(unaudited="made for the test"):
        when = {"starts_at": BEGAN, "issued_at": BEGAN}
        db.session.add(ExitPolicy(area_id=cast.places["district"], exits=1, days=2, words="一户一人", **when))


@pytest.fixture
def went_out(doors) -> Callable:
    """`went_out(household_id, ago=timedelta())`: somebody was let out shopping then; returns the key."""

    def log(household_id, at=None, **said):
        at = at or clock.now()
        told = {"outcome": Outcome.LET_OUT, "purpose": Purpose.SHOPPING, "first": Reading(365), "mask": True, **said}
        with writing(), unscoped("made for the test"):
            case = case_of(db.session.get_one(Household, household_id), at)
            statement = Statement(Direction.OUT, **told)
            return record_passage(db.session.get_one(Checkpoint, doors.gate), case, statement, by=SYSTEM, at=at).id

    return log


@pytest.fixture
def passages(app) -> Callable:
    """`passages()`: every row there is, in the order they happened, as plain attributes to look at."""

    def read() -> list[Passage]:
        db.session.rollback()
        db.session.expire_all()
        with unscoped("looked at by the test"):
            return list(db.session.scalars(select(Passage).order_by(Passage.received_at, Passage.occurred_at)))

    return read


@pytest.fixture
def make_post(cast) -> Callable:
    """`make_post("北门", kind=…)`: another post at Emerald; returns the key."""

    def make(name, kind=CheckpointKind.TEMPERATURE, place="emerald"):
        with writing(), unscoped("made for the test"):
            area = db.session.get_one(Area, cast.places[place])
            post = tree.open_checkpoint(kind, name, area, by=SYSTEM, at=BEGAN)
            db.session.flush()
            return post.id

    return make
