"""Rows put in by bulk are like rows made by the actions: the same columns filled, the same values derived."""

import pytest
from sqlalchemy import select

from app.access import unscoped
from app.accounts.models import Person
from app.accounts.people import register_person
from app.audit import writing
from app.demo.seeding import seed
from app.extensions import db
from app.gates.finding import case_of
from app.gates.models import ExitPolicy, Passage
from app.gates.passages.actions import record_passage
from app.gates.policies.actions import Terms, issue_policy
from app.gates.statements import Outcome, Statement
from app.org import duty, tree
from app.org.models import Area, Binding, Checkpoint, Grid, GridBuilding
from app.org.words import AreaKind, CheckpointKind, Role
from app.places.doors import read_door
from app.places.households.actions import Facts, add_household
from app.places.households.queries import Spot
from app.places.models import Household, HouseholdTag, Resident
from app.places.residents.actions import Details, add_resident
from app.places.words import Tag
from tests.demo.conftest import NOON


def first(model, *conditions):
    return db.session.scalars(select(model).where(*conditions).order_by(model.id).limit(1)).one()


def administrator():
    return db.session.get_one(Person, first(Binding, Binding.role == Role.ADMINISTRATOR).person_id).actor


def filled(row) -> set[str]:
    return {column.key for column in row.__table__.columns if getattr(row, column.key) is not None}


def like(made, *conditions) -> None:
    """`made` by an action is filled as a row of the demo is."""
    db.session.flush()
    assert filled(made) == filled(first(type(made), type(made).id != made.id, *conditions))


@pytest.fixture
def who(small):
    with writing():
        yield {"by": administrator(), "at": NOON}


def test_places_posts_and_grids(who):
    around = first(Area, Area.kind == AreaKind.COMMUNITY)
    compound = tree.open_area(AreaKind.COMPOUND, "新小区", around, **who)
    building = tree.open_area(AreaKind.BUILDING, "1栋", compound, **who)
    like(compound, Area.kind == AreaKind.COMPOUND)
    like(building, Area.kind == AreaKind.BUILDING)
    like(tree.open_checkpoint(CheckpointKind.PERSUASION, "新岗", compound, **who))
    like(tree.open_grid("第99网格", around, [building], **who))
    like(first(GridBuilding, GridBuilding.area_id == building.id), GridBuilding.ends_at.is_(None))
    for area in db.session.scalars(select(Area).where(Area.parent_id.is_not(None))):
        assert area.path == f"{db.session.get_one(Area, area.parent_id).path}{area.id.hex}/"


def test_people_and_bindings(who):
    around, grid, post = first(Area, Area.kind == AreaKind.COMMUNITY), first(Grid), first(Checkpoint)
    person = register_person("某人", "15499999999", around, **who)
    person.pin_hash = "set by enrolling"
    like(person)
    for one in db.session.scalars(select(Person)):
        assert one.phone_index == Person.index_of(one.phone)
    for role, place in ((Role.COMMUNITY_CADRE, around), (Role.GRID_WORKER, grid), (Role.GUARD, post)):
        like(duty.bind(person.id, role, place, **who), Binding.role == role, Binding.ends_at.is_(None))


def test_a_former_binding(staffed):
    former = first(Binding, Binding.ends_at.is_not(None))
    who = {"by": administrator(), "at": NOON}
    ended = duty.bind(former.person_id, Role.BOUND_CADRE, first(Area, Area.kind == AreaKind.COMMUNITY), **who)
    db.session.flush()
    duty.end_binding(ended, **who)
    db.session.refresh(ended)
    assert filled(ended) == filled(former)


def test_orders(who):
    like(issue_policy(first(Area), Terms(1, 2, NOON, "每户一人"), **who))


def twin(household: Household, who: dict) -> tuple[Household, dict]:
    """The same household made by the actions in another compound, and its people by those they are copies of."""
    around = first(Area, Area.kind == AreaKind.COMMUNITY)
    compound = tree.open_area(AreaKind.COMPOUND, f"另一处 {household.id}", around, **who)
    leaf = compound
    if household.area.kind is AreaKind.BUILDING:
        leaf = tree.open_area(AreaKind.BUILDING, household.area.name, compound, **who)
    db.session.flush()
    tags = frozenset(Tag(tag.tag) for tag in household.tags)
    facts = Facts(household.is_tenant, household.declared_size, household.remark, tags)
    made = add_household(Spot(leaf, read_door(household.label, "")), facts, **who)
    people = {}
    for one in household.residents:
        details = Details(one.name, one.relation, one.phone or "", one.id_number or "")
        people[one.id] = add_resident(made, details, **who)
    db.session.flush()
    return made, people


TOLD = ("label", "sort_key", "unit", "floor", "is_tenant", "declared_size", "remark")
KNOWN = ("name", "pinyin", "initials", "relation", "position", "phone", "phone_index", "id_number", "id_number_index")


def test_households_and_residents(who):
    homes = db.session.scalars(select(Household).order_by(Household.id)).all()
    tagged = select(HouseholdTag.household_id)
    for home in [*homes[::9], first(Household, Household.id.in_(tagged))]:
        made, people = twin(home, who)
        assert [getattr(made, name) for name in TOLD] == [getattr(home, name) for name in TOLD]
        assert {tag.tag for tag in made.tags} == {tag.tag for tag in home.tags}
        assert filled(made) == filled(home) - {"vacant_at"}
        for one in home.residents:
            copy = people[one.id]
            assert [getattr(copy, name) for name in KNOWN] == [getattr(one, name) for name in KNOWN]
            assert filled(copy) == filled(one)
            tail = one.phone and Resident.tail_index_of(one.compound_id, one.phone)
            assert one.phone_tail_index == tail


HAPPENED = ("direction", "outcome", "purpose", "because", "reason", "mask", "advice", "advice_code", "flags")
HAPPENED += ("temperature", "method", "second_temperature", "second_method", "returned_at", "occurred_at")


def test_passages_are_what_the_gate_itself_would_have_written_down(empty):
    seed(0.06, at=NOON)
    with unscoped("the tests look at all of the demo"), writing():
        told = [home for which in TELLING for home in homes_with(which)]
        replayed = [row for home in dict.fromkeys(told) for row in replay(home)]
        assert {row.outcome for row in replayed} == set(Outcome)
        assert "against-advice" in {flag for row in replayed for flag in row.flag_list}
        outsider = first(Passage, Passage.household_id.is_(None))
        copy = record(outsider, None, {})
        db.session.flush()
        compare(outsider, copy)


TELLING = (Passage.flags != "", Passage.outcome == Outcome.TURNED_BACK, Passage.second_temperature.is_not(None))


def homes_with(which) -> list[Household]:
    """A few households to which it happened; not where an order of its own holds, for the copies lie elsewhere."""
    rows = select(Household).where(Household.id.in_(select(Passage.household_id).where(which)))
    rows = rows.where(Household.compound_id.not_in(select(ExitPolicy.area_id)))
    return db.session.scalars(rows.order_by(Household.id).limit(6)).all()


def replay(home: Household) -> list[Passage]:
    """Record what happened to `home` once more, to a copy of it, by the action; returns the rows compared."""
    made, people = twin(home, {"by": administrator(), "at": NOON})
    rows = select(Passage).where(Passage.household_id == home.id).order_by(Passage.occurred_at, Passage.id)
    pairs: dict = {}
    for row in db.session.scalars(rows).all():
        who = people[row.resident_id].id if row.resident_id else None
        closes = pairs[row.closes_id].id if row.closes_id else None
        pairs[row.id] = record(row, made, {"resident_id": who, "returns_id": closes})
        db.session.flush()
        db.session.expire_all()  # every passage is another request
    for row in db.session.scalars(rows):
        compare(row, pairs[row.id])
    return list(pairs.values())


def record(row: Passage, home: Household | None, who: dict) -> Passage:
    """Let the guard who wrote down `row` write it down again, for `home`."""
    told = ("direction", "outcome", "purpose", "first", "second", "mask", "because", "reason")
    said = Statement(**{name: getattr(row, name) for name in told}, **who)
    guard = db.session.get_one(Person, row.recorded_by_id).actor
    return record_passage(row.checkpoint, case_of(home, row.occurred_at), said, by=guard, at=row.occurred_at)


def compare(row: Passage, copy: Passage) -> None:
    db.session.refresh(copy)
    assert [getattr(copy, name) for name in HAPPENED] == [getattr(row, name) for name in HAPPENED]
    assert filled(copy) == filled(row)


def test_an_order_is_issued_before_it_begins(small):
    assert all(order.issued_at <= order.starts_at <= NOON for order in db.session.scalars(select(ExitPolicy)))
