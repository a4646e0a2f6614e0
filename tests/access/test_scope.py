"""What an actor sees follows from bindings in force, whatever way the question is asked."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from app.access import Permission, may, unscoped
from app.access.bindings import scope_of
from app.access.scope import OutOfScope, enter, scoped_models
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.org import duty
from app.org.models import Area, Binding, Checkpoint
from app.org.words import CheckpointKind, Role
from tests.cast import person


@pytest.fixture
def see_as(cast):
    """From here on the test sees what that person sees."""

    def see(name: str, later: timedelta = timedelta(0)) -> None:
        with unscoped("the tests' own district"):
            actor = person(cast, name).actor
        enter(scope_of(actor, clock.now() + later))

    yield see
    enter(None)


def names(statement) -> set[str]:
    return set(db.session.scalars(statement))


def test_without_a_scope_nothing_is_visible(app):
    assert names(select(Area.name)) == set()
    with unscoped("to see that there is something"):
        assert "西湖社区" in names(select(Area.name))


@pytest.mark.parametrize(
    ("who", "sees", "not_"),
    [
        ("guard", {"翡翠一品", "1栋", "3栋"}, {"西湖社区", "天瑞公馆", "高新区"}),
        ("grid_worker", {"1栋", "2栋"}, {"3栋", "翡翠一品", "天瑞公馆"}),
        ("community_lead", {"西湖社区", "翡翠一品", "1栋"}, {"三台河社区", "天瑞公馆", "高新区"}),
        ("hq_officer", {"高新区", "西湖社区", "天瑞公馆"}, set()),
    ],
)
def test_people_see_the_places_under_their_bindings_and_no_others(see_as, who, sees, not_):
    see_as(who)
    found = names(select(Area.name))
    assert sees <= found
    assert not not_ & found


def test_every_way_of_asking_is_narrowed(see_as, cast):
    see_as("guard")
    other = cast.places["other_gate"]
    twin = aliased(Checkpoint)
    assert db.session.get(Checkpoint, other) is None
    assert db.session.scalar(select(Checkpoint).where(Checkpoint.id == other)) is None
    assert db.session.scalar(select(twin).where(twin.id == other)) is None
    assert db.session.scalar(select(func.count()).select_from(Checkpoint)) == 1
    assert db.session.scalars(select(Area.name).join(Checkpoint, Checkpoint.area_id == Area.id)).all() == ["翡翠一品"]
    with writing(unaudited="a test"):
        assert db.session.execute(update(Checkpoint).where(Checkpoint.id == other).values(name="x")).rowcount == 0
        assert db.session.execute(delete(Checkpoint).where(Checkpoint.id == other)).rowcount == 0


def test_a_row_outside_the_scope_cannot_be_written(see_as, cast):
    see_as("community_lead")
    inside = Checkpoint(kind=CheckpointKind.PERSUASION, name="北门", area_id=cast.places["emerald"])
    outside = Checkpoint(kind=CheckpointKind.PERSUASION, name="北门", area_id=cast.places["tianrui"])
    with writing(unaudited="a test"):
        db.session.add(inside)
    with pytest.raises(OutOfScope), writing(unaudited="a test"):
        db.session.add(outside)


def test_a_binding_that_has_ended_counts_no_more(see_as, cast):
    see_as("guard")
    with unscoped("the tests' own district"), writing():
        emerald = db.session.get_one(Area, cast.places["emerald"])
        assert may(Permission.GATES_PASSAGE_RECORD, emerald)
        binding = db.session.scalars(select(Binding).where(Binding.person_id == cast.people["guard"])).one()
        duty.end_binding(binding, by=SYSTEM, at=clock.now())
    see_as("guard", later=timedelta(seconds=1))
    assert not may(Permission.GATES_PASSAGE_RECORD)
    assert names(select(Area.name)) == set()


def test_a_building_that_changes_grids_changes_hands_at_that_moment(see_as, cast):
    from app.org.models import Grid
    from app.org.tree import regroup

    with unscoped("the tests' own district"), writing():
        grid = db.session.get_one(Grid, cast.places["grid"])
        third = db.session.get_one(Area, cast.places["building_3"])
        regroup(grid, [third], by=SYSTEM, at=clock.now())
    see_as("grid_worker", later=timedelta(seconds=1))
    assert names(select(Area.name)) == {"3栋"}


def test_permission_is_asked_at_the_place(see_as, cast):
    see_as("stranger")
    with unscoped("to ask about places elsewhere"):
        westlake = db.session.get_one(Area, cast.places["westlake"])
        santai = db.session.get_one(Area, cast.places["santai"])
    assert may(Permission.TERRITORY_BIND, santai)
    assert not may(Permission.TERRITORY_BIND, westlake)


def test_models_that_hold_places_or_people_take_part(app):
    taking_part = {model.__name__ for model in scoped_models()}
    assert {"Area", "Binding", "Checkpoint", "Grid", "Household", "Person", "Resident"} <= taking_part


def test_a_guard_narrowed_to_one_post_stands_at_no_other_of_the_same_place(see_as, cast):
    with unscoped("the tests' own district"), writing():
        north = Checkpoint(kind=CheckpointKind.TEMPERATURE, name="北门", area_id=cast.places["emerald"])
        db.session.add(north)
        bound = duty.bind(cast.people["volunteer"], Role.GUARD, north, by=SYSTEM, at=clock.now())
        gate = db.session.get_one(Checkpoint, cast.places["gate"])
        assert bound.checkpoint_id == north.id
    see_as("volunteer", later=timedelta(seconds=1))
    assert may(Permission.GATES_PASSAGE_RECORD, north)
    assert not may(Permission.GATES_PASSAGE_RECORD, gate)
