"""One community's worth of everything a url can name, and one good body for every command.

A new url argument goes into `make_world`, a new command into `COMMANDS`: tests/house/test_every_door.py says so
when one is missing. `{name}` in a body or in `args` stands for a key of the world.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.access import unscoped
from app.accounts import SYSTEM, Actor
from app.accounts.enrolments import issue_code, redeem
from app.accounts.models import Enrolment, EnrolmentCode, Person
from app.accounts.people import disable_person, register_person
from app.accounts.sessions import open_session
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.gates.facts import Direction, Purpose
from app.gates.finding import case_of
from app.gates.passages.actions import record_passage
from app.gates.policies.actions import Terms, issue_policy
from app.gates.readings import Reading
from app.gates.statements import Outcome, Statement
from app.org import duty, tree
from app.org.models import Area, Checkpoint
from app.org.words import AreaKind, Role
from app.places.doors import read_door
from app.places.households.actions import Facts, add_household, mark_vacant
from app.places.households.queries import Spot
from app.places.imports import actions as imports
from app.places.imports import batches
from app.places.imports.models import RosterImport, StagedHousehold
from app.places.residents.actions import Details, add_resident, reveal
from app.places.words import Reason
from tests.cast import Cast
from tests.places.imports.rosters import roster

CANARIES = ("凤栖梧", "13955550", "天机阁")
"""Names and numbers that only the other community has."""


@dataclass
class Example:
    """A good body for a command, who sends it, which of its url arguments are not the world's own."""

    body: dict[str, str] = field(default_factory=dict)
    by: str = "community_lead"
    args: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


DOOR = {"is_tenant": "no", "declared_size": "3", "tags": "pregnant", "remark": "门口有狗"}
PASSAGE = {
    "outcome": "let-out", "direction": "out", "temperature": "365", "method": "forehead", "mask": "y",
    "second_temperature": "366", "second_method": "armpit", "purpose": "other", "reason": "去看牙",
    "household": "{household_id}", "resident": "{resident_id}",
}  # fmt: skip
SOMEBODY = {"phone": "13700000009", "name": "新来的人"}
BEGINS = "2099-05-01T08:00"
ME = {"phone": "13800000004", "pin": "907351", "next": "/today"}
LAYOUT = {"sheet-0": "", "use-0": "y", "first-0": "1", "last-0": "1", "column-0-0": "building", "column-0-1": "unit"}
COMMANDS = {
    "gates.record_passage": Example(PASSAGE, "guard"),
    "gates.withdraw_passage": Example({}, "guard"),
    "gates.correct_passage": Example({**PASSAGE, "door": "3-2-501"}, "guard"),
    "gates.issue_exit_policy": Example({"exits": "1", "days": "3", "starts_at": BEGINS, "words": "每户一人"}),
    "places.add_household": Example({**DOOR, "door": "3-2-601"}, args={"area_id": "{building_id}"}),
    "places.correct_household": Example({**DOOR, "door": "3-2-501"}),
    "places.mark_vacant": Example(),
    "places.mark_occupied": Example(args={"household_id": "{vacant_id}"}),
    "places.move_household": Example({"compound": "{area_id}", "door": "3-2-502"}),
    "places.merge_households": Example({"door": "3-2-502", "stays": "this"}),
    "places.add_resident": Example({"name": "新住户", "relation": "配偶", "phone": "13912345678", "id_number": ""}),
    "places.correct_resident": Example({"name": "改了名", "relation": "户主", "phone": "13912345679", "id_number": ""}),
    "places.move_resident": Example({"compound": "{area_id}", "door": "3-2-502"}),
    "places.note_departure": Example(),
    "places.reveal_resident": Example({"reason": "identity"}),
    "places.take_in_roster": Example(files={"roster": ("名册.csv", roster(["3", "2", "701", "赵六", "", "", "", ""]))}),
    "places.choose_columns": Example({**LAYOUT, "column-0-2": "room", "column-0-3": "name", "compound": "翡翠"}),
    "places.put_in": Example(),
    "places.take_back": Example(args={"roster_import_id": "{put_id}"}),
    "places.decide": Example({"take": "yes"}),
    "places.set_remark_word": Example({"word": "独居", "tag": "hardship"}),
    "territory.open_parts": Example({"kind": "building", "names": "九栋\n十栋"}),
    "territory.rename": Example({"name": "翡翠二品"}),
    "territory.close": Example(args={"area_id": "{spare_id}"}),
    "territory.open_post": Example({"kind": "temperature", "name": "北门"}),
    "territory.close_post": Example(),
    "territory.open_grid": Example({"name": "第九网格", "cells": "{building_id}"}, args={"area_id": "{community_id}"}),
    "territory.regroup": Example({"cells": "{building_id}"}),
    "territory.close_grid": Example(),
    "territory.take_on": Example({**SOMEBODY, "role": "volunteer", "place": "{area_id}", "starts_on": "2099-05-01"}),
    "territory.hand_over": Example({**SOMEBODY}),
    "territory.end_binding": Example(),
    "territory.correct": Example({"name": "改了名", "phone": "13700000008"}),
    "territory.close_account": Example(),
    "territory.reopen_account": Example(args={"person_id": "{closed_id}"}),
    "territory.issue_code": Example(),
    "territory.revoke_phone": Example(),
    "signin.renew_pin": Example(),
    "signin.sign_out": Example(),
    "signin.sign_out_everywhere": Example(),
}
OPEN = {
    "signin.choose_language": Example({"locale": "en", "next": "/sign-in"}, ""),
    "signin.choose_theme": Example({"theme": "dark", "next": "/sign-in"}, ""),
    "signin.start_session": Example(ME, ""),
    "signin.enrol_device": Example({"code": "ABCDE-FGHJK", "pin": "907352", "pin_again": "907352"}, ""),
    "setup.start_district": Example({"code": "ABCDE-FGHJK", "district": "某区", **SOMEBODY}, ""),
}
"""The commands of those who are not signed in."""


def make_world(cast: Cast, community: str, compound: str, names: tuple[str, str], phones: str) -> dict[str, Any]:
    """Everything in one community, made by the actions: keys by the names urls give them.

    `names` are those of its people and its places, `phones` the first eight digits of their numbers.
    """
    who, what = names
    home, area = db.session.get_one(Area, cast.places[community]), db.session.get_one(Area, cast.places[compound])
    post = db.session.scalars(select(Checkpoint).where(Checkpoint.area_id == area.id)).one()
    by = {"by": Actor("person", cast.people["community_lead"]), "at": clock.now()}
    building = tree.open_area(AreaKind.BUILDING, "3栋", area, **by) if compound != "emerald" else None
    building = building or db.session.get_one(Area, cast.places["building_3"])
    spare = tree.open_area(AreaKind.BUILDING, f"{what}栋", area, **by)
    db.session.flush()
    grid = tree.open_grid(f"{what}网格", home, [spare], **by)
    person = register_person(f"{who}员", f"{phones}001", home, **by)
    closed = register_person(f"{who}离", f"{phones}002", home, **by)
    db.session.flush()
    binding = duty.bind(person.id, Role.VOLUNTEER, area, **by)
    disable_person(closed, **by)
    issue_code(person, **by)
    enrol(person)
    issue_policy(area, Terms(1, 3, clock.now(), f"{what}令"), **by)
    household = add_household(Spot(building, read_door("3-2-501")), Facts(remark=f"{what}注"), **by)
    vacant = add_household(Spot(building, read_door("3-2-502")), Facts(), **by)
    resident = add_resident(household, Details(f"{who}户", "户主", f"{phones}003"), **by)
    mark_vacant(vacant, **by)
    db.session.flush()
    entry = reveal(resident, Reason("identity"), **by)
    said = Statement(
        direction=Direction.OUT, outcome=Outcome.LET_OUT, purpose=Purpose.SHOPPING, first=Reading(365), mask=True,
        resident_id=resident.id, reason=f"{what}因",
    )  # fmt: skip
    passage = record_passage(post, case_of(household, clock.now()), said, uuid4(), **by)
    db.session.flush()
    rows = {"household": household, "resident": resident, "vacant": vacant, "entry": entry, "passage": passage}
    rows |= {"community": home, "area": area, "building": building, "spare": spare, "grid": grid, "checkpoint": post}
    rows |= {"person": person, "closed": closed, "binding": binding}
    rows["enrolment"] = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    return {f"{name}_id": row.id for name, row in rows.items()}


def enrol(person: Person) -> None:
    """Enrol the person's phone with the code just issued."""
    code = db.session.scalars(select(EnrolmentCode).where(EnrolmentCode.person_id == person.id)).one()
    redeem(code, None, person.pin_hash or "", clock.now())


def make_imports(area_id: UUID, who: str, phone: str) -> dict[str, UUID]:
    """One roster that was put in, one read with a contradiction and a row that cannot go in."""
    first = roster(["3", "2", "801", f"{who}甲", "户主", "", phone, ""])
    second = roster(["3", "2", "801", f"{who}乙", "户主", "", phone, ""], ["3", "2", "", f"{who}丙", "", "", "", ""])
    put, read = take_in(area_id, first, imports.read, imports.put), take_in(area_id, second, imports.read)
    with unscoped("the tests' own roster"):
        staged = db.session.scalars(select(StagedHousehold.id).where(StagedHousehold.import_id == read)).first()
    return {"roster_import_id": read, "put_id": put, "staged_household_id": staged}


def take_in(area_id: UUID, data: bytes, *verbs) -> UUID:
    """A roster taken in, with `verbs` done to it."""
    with writing(), unscoped("the tests' own roster"):
        area = db.session.get_one(Area, area_id)
        job_id = imports.take_in(area, f"{area.name}.csv", data, by=SYSTEM, at=clock.now()).id
    for verb in verbs:
        with writing(), unscoped("the tests' own roster"):
            job = db.session.get_one(RosterImport, job_id)
            more = ({}, "") if verb is imports.read else ()
            verb(job, *more, by=SYSTEM, at=clock.now())
        batches.work(job_id)
    return job_id


def make_worlds(cast: Cast) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Westlake's world, the other one's, and a session for everybody: tokens by name."""
    with writing(), unscoped("the tests' own worlds"):
        mine = make_world(cast, "westlake", "emerald", ("林", "翠"), "13966660")
        other = make_world(cast, "santai", "tianrui", (CANARIES[0], CANARIES[2]), CANARIES[1])
        people = {name: db.session.get_one(Person, key) for name, key in cast.people.items()}
        tokens = {name: open_session(person, None, clock.now()) for name, person in people.items()}
    mine |= make_imports(mine["area_id"], "林", "13966660004")
    other |= make_imports(other["area_id"], CANARIES[0], f"{CANARIES[1]}004")
    return mine, other, tokens
