"""The cast: people of one community (Westlake), one stranger from another, and the places they answer for.

Everything is made by the actions themselves, once per run; each test starts from a copy.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from app.access import unscoped
from app.accounts import SYSTEM, pins
from app.accounts.models import Person
from app.accounts.people import register_person
from app.audit import writing
from app.extensions import db
from app.org import duty, tree
from app.org.models import Area, Checkpoint, Grid
from app.org.words import AreaKind, CheckpointKind, Role

PIN = "907351"
BEGAN = datetime(2020, 1, 25, 0, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Keys by name: `people["guard"]`, `places["emerald"]`."""

    people: dict[str, UUID] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)


def make_cast() -> Cast:
    """Build the district of the tests."""
    cast, pin_hash = Cast(), pins.hash_pin(PIN)
    with writing(), unscoped("the tests' own district"):
        places = make_places()
        for number, (name, role, where) in enumerate(PEOPLE):
            phone = f"1380000{number:04d}"
            home = places[where] if isinstance(places[where], Area) else places["westlake"]
            person = register_person(NAMES[name], phone, home, by=SYSTEM, at=BEGAN)
            person.pin_hash = pin_hash
            db.session.flush()
            duty.bind(person.id, role, places[where], by=SYSTEM, at=BEGAN)
            cast.people[name], cast.phones[name] = person.id, phone
        cast.places = {name: place.id for name, place in places.items()}
    return cast


NAMES = {
    "guard": "张卫国",
    "grid_worker": "李小芳",
    "volunteer": "王强",
    "cadre": "孙干部",
    "community_lead": "陈书记",
    "doctor": "刘医生",
    "hq_officer": "赵指挥",
    "administrator": "周管理",
    "stranger": "吴书记",
}
PEOPLE = (
    ("guard", Role.GUARD, "gate"),
    ("grid_worker", Role.GRID_WORKER, "grid"),
    ("volunteer", Role.VOLUNTEER, "emerald"),
    ("cadre", Role.BOUND_CADRE, "emerald"),
    ("community_lead", Role.COMMUNITY_LEAD, "westlake"),
    ("doctor", Role.DOCTOR, "westlake"),
    ("hq_officer", Role.HEADQUARTERS, "district"),
    ("administrator", Role.ADMINISTRATOR, "district"),
    ("stranger", Role.COMMUNITY_LEAD, "santai"),
)


def make_places() -> dict[str, Area | Grid | Checkpoint]:
    """District > Westlake > Emerald > three buildings, with a gate and a grid; Santai > Tianrui beside it."""
    when = {"by": SYSTEM, "at": BEGAN}
    district = tree.open_area(AreaKind.DISTRICT, "高新区", None, **when)
    westlake = tree.open_area(AreaKind.COMMUNITY, "西湖社区", district, **when)
    santai = tree.open_area(AreaKind.COMMUNITY, "三台河社区", district, **when)
    emerald = tree.open_area(AreaKind.COMPOUND, "翡翠一品", westlake, **when)
    tianrui = tree.open_area(AreaKind.COMPOUND, "天瑞公馆", santai, **when)
    buildings = [tree.open_area(AreaKind.BUILDING, f"{number}栋", emerald, **when) for number in (1, 2, 3)]
    db.session.flush()
    gate = tree.open_checkpoint(CheckpointKind.TEMPERATURE, "翡翠一品南门", emerald, **when)
    other = tree.open_checkpoint(CheckpointKind.TEMPERATURE, "天瑞公馆东门", tianrui, **when)
    grid = tree.open_grid("第一网格", westlake, buildings[:2], **when)
    db.session.flush()
    named = {f"building_{number}": building for number, building in enumerate(buildings, 1)}
    areas = {"district": district, "westlake": westlake, "santai": santai, "emerald": emerald, "tianrui": tianrui}
    return {**areas, **named, "gate": gate, "other_gate": other, "grid": grid}


def person(cast: Cast, name: str) -> Person:
    """The record of one of the cast."""
    with unscoped("the tests' own district"):
        return db.session.get_one(Person, cast.people[name])
