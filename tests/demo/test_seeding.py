"""The demo goes into an empty database, whole, and is the same every time on the same day."""

from datetime import timedelta

import pytest
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.audit.models import Entry
from app.core.clock import district_day, start_of
from app.core.refusal import Refusal
from app.demo.figures import figures
from app.demo.layout import DISTRICT_ID
from app.demo.plan import Plan
from app.demo.seeding import is_demo, seed
from app.extensions import db
from app.gates.models import Passage
from app.gates.statements import Outcome
from app.org.models import Area, Binding, Checkpoint, Grid, GridBuilding, in_force
from app.org.words import AreaKind, CheckpointKind, Role
from app.places.models import Household
from tests.demo.conftest import NOON, SMALL, clear


def test_a_database_that_holds_anything_else_is_refused_and_left_as_it_was(app, cast, rows):
    before = rows()
    with pytest.raises(Refusal) as refused:
        seed(SMALL, at=NOON)
    assert refused.value.code == "not-empty"
    assert rows() == before


def test_a_demo_is_not_laid_over_another(small, rows):
    before = rows()
    with pytest.raises(Refusal):
        seed(SMALL, at=NOON)
    assert is_demo()
    assert rows() == before


def test_the_same_moment_gives_the_same_rows(small, rows):
    first = rows()
    clear()
    assert not is_demo()
    seed(SMALL, at=NOON)
    assert rows() == first


def test_later_on_the_same_day_only_more_has_happened(small, rows):
    noon = rows()
    clear()
    seed(SMALL, at=NOON + timedelta(hours=6))
    evening = rows()
    then, now = noon.pop("gates_passages"), evening.pop("gates_passages")
    assert evening == noon
    assert len(now) > len(then)
    known = {passage["id"] for passage in then}
    assert known == {passage["id"] for passage in now if passage["occurred_at"] <= NOON}


def test_the_figures_counted_are_those_of_the_plan(small):
    plan, counted = Plan().scaled(SMALL), dict(figures(NOON))
    for label, number in {
        _("Households"): 104,
        AreaKind.COMPOUND.label: plan.compounds,
        AreaKind.GROUP.label: plan.groups,
        CheckpointKind.TEMPERATURE.label: plan.temperature_posts,
        CheckpointKind.PERSUASION.label: plan.persuasion_posts,
        CheckpointKind.PATROL_BASE.label: plan.patrol_bases,
        Role.BOUND_CADRE.label: plan.bound_cadres,
        Role.COMMUNITY_CADRE.label: plan.community_cadres,
        Role.GRID_WORKER.label: plan.grid_workers,
        Role.VOLUNTEER.label: plan.volunteers,
    }.items():
        assert counted[str(label)] == number, label
    assert 2.4 < counted[_("People")] / counted[_("Households")] < 3.2


def test_a_site_leaves_one_entry_in_the_audit_trail_whatever_number_of_rows(small):
    entries = db.session.scalars(select(Entry).where(Entry.verb.like("demo.%"))).all()
    plan = Plan().scaled(SMALL)
    assert len(entries) == 1 + plan.compounds + plan.groups
    assert all(entry.mac == entry.expected_mac() and entry.at == NOON for entry in entries)
    households = sum(entry.facts.get("households", 0) for entry in entries)
    assert households == db.session.scalar(select(func.count(Household.id)))


def test_every_building_lies_in_one_grid_and_some_lay_in_another_before(small):
    leaves = select(Area.id).where(Area.kind == AreaKind.BUILDING)
    held = db.session.execute(select(GridBuilding.area_id, GridBuilding.grid_id).where(in_force(GridBuilding, NOON)))
    of = dict(held.tuples().all())
    assert set(db.session.scalars(leaves)) <= set(of)
    assert db.session.scalar(select(func.count(GridBuilding.id))) >= len(of)


def test_tianrui_lies_in_three_grids_as_its_roster_says(staffed):
    tianrui = db.session.scalars(select(Area).where(Area.name == "天瑞公馆")).one()
    rows = select(Area.name, Grid.name).join(GridBuilding, GridBuilding.area_id == Area.id)
    rows = rows.join(Grid, Grid.id == GridBuilding.grid_id).where(Area.parent_id == tianrui.id)
    found = dict(db.session.execute(rows.where(in_force(GridBuilding, NOON))).tuples().all())
    assert [found[f"{building}栋"] for building in (1, 3, 6)] == ["第1网格", "第2网格", "第3网格"]


def test_three_grids_have_no_worker(staffed):
    bound = select(Binding.grid_id).where(Binding.role == Role.GRID_WORKER)
    assert db.session.scalar(select(func.count(Grid.id)).where(Grid.id.not_in(bound))) == 3


def test_who_was_bound_before_somebody_else_is_on_record(staffed):
    former = db.session.scalars(select(Binding).where(Binding.ends_at.is_not(None))).one()
    after = select(Binding).where(Binding.area_id == former.area_id, Binding.role == former.role)
    successor = db.session.scalars(after.where(Binding.starts_at == former.ends_at)).one()
    assert successor.ends_at is None
    assert successor.person_id != former.person_id


def test_as_many_are_turned_back_on_the_whole_days_as_the_report_says(small):
    rows = select(func.count(Passage.id)).where(Passage.outcome == Outcome.TURNED_BACK)
    before_today = rows.where(Passage.occurred_at < start_of(district_day(NOON)))
    assert db.session.scalar(before_today) >= Plan().scaled(SMALL).turned_back


def test_whoever_is_back_has_a_way_in_and_nobody_comes_back_in_the_future(small):
    outs = db.session.scalars(select(Passage).where(Passage.outcome == Outcome.LET_OUT)).all()
    ins = {row.closes_id: row for row in db.session.scalars(select(Passage).where(Passage.outcome == Outcome.LET_IN))}
    assert outs
    for out in outs:
        back = ins.pop(out.id, None)
        assert out.returned_at == (back.occurred_at if back else None)
        assert out.occurred_at <= (out.returned_at or NOON) <= NOON
    assert not ins


def test_readings_are_plausible_and_fevers_were_taken_again(small):
    read = db.session.scalars(select(Passage).where(Passage.temperature.is_not(None))).all()
    assert all(330 <= row.temperature <= 386 for row in read)
    assert all((row.second is not None) == row.first.needs_recheck for row in read)


def test_every_post_that_takes_temperatures_has_its_guard(small):
    posts = select(Checkpoint.id).where(Checkpoint.kind == CheckpointKind.TEMPERATURE)
    guarded = select(Binding.checkpoint_id).where(Binding.role == Role.GUARD)
    assert set(db.session.scalars(posts)) == set(db.session.scalars(guarded))


def test_the_root_is_the_mark_of_a_demo(small):
    assert db.session.get_one(Area, DISTRICT_ID).kind is AreaKind.DISTRICT
