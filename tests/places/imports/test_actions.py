"""A roster read, put in and taken back, on a real database."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import Entry, writing
from app.core import clock
from app.core.refusal import Refusal
from app.extensions import db
from app.org.models import Area
from app.places.households.actions import mark_vacant
from app.places.imports import actions, batches
from app.places.imports.leaves import Leaves
from app.places.imports.models import RosterImport, StagedHousehold, StagedRow
from app.places.imports.planning import make_plan, unseal
from app.places.imports.putting import carry_out
from app.places.imports.wordlist import set_word, words_in_use
from app.places.imports.words import Stage
from app.places.models import Household, Resident
from tests.places.imports.rosters import (
    ADA,
    BEN,
    TWO_HOMES,
    ask,
    homes,
    household,
    kinds,
    look,
    put_in,
    read_in,
    resident,
    roster,
)

DATA = Path(__file__).parents[2] / "data"
EMERALD = (DATA / "roster-emerald-105-households.xlsx").read_bytes()
TIANRUI = (DATA / "roster-tianrui-gbk.csv").read_bytes()


def count(model) -> int:
    with unscoped("a test"):
        return db.session.scalar(select(func.count()).select_from(model))


def test_a_roster_is_looked_at_before_anything_changes(cast):
    job = read_in(cast.places["emerald"], roster(*TWO_HOMES))
    assert job.stage is Stage.READ
    assert kinds(job) == {"3-2-501": "new", "3-2-502": "new"}
    assert homes(cast.places["emerald"]) == {}


def test_put_in_it_opens_doors_with_their_people_tags_and_sealed_numbers(cast):
    job = put_in(cast.places["emerald"], roster(*TWO_HOMES))
    assert job.stage is Stage.PUT
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三", "李四"], "3-2-502": ["王五"]}
    home, head = household(cast.places["emerald"], "3-2-501"), resident("张三")
    with unscoped("a test"):
        assert [tag.tag for tag in home.tags] == ["hardship"]
        assert home.area_id == cast.places["building_3"]
    assert (home.unit, home.floor, home.remark) == ("2", 5, "低保户")
    assert (head.id_number, head.phone, head.pinyin) == (ADA, "13890565072", "zhangsan")
    assert head.phone_tail_index == Resident.tail_index_of(home.compound_id, "5072")


def test_the_three_levels_of_the_emerald_roster_are_all_in(cast):
    job = put_in(cast.places["emerald"], EMERALD)
    assert (job.tally["households"], job.tally["people"]) == (105, 268)
    assert (count(Household), count(Resident)) == (105, 268)


def test_the_same_file_twice_changes_nothing(cast):
    put_in(cast.places["tianrui"], TIANRUI)
    assert (count(Household), count(Resident)) == (241, 626)
    again = put_in(cast.places["tianrui"], TIANRUI)
    assert set(kinds(again).values()) == {"same"}
    assert (count(Household), count(Resident)) == (241, 626)


def test_a_person_who_comes_up_again_far_down_joins_the_household_above(cast):
    put_in(cast.places["tianrui"], TIANRUI)
    assert "冯怡" in homes(cast.places["tianrui"])["2-1-301"]


def test_unreadable_rows_are_kept_with_their_reason_and_stay_out(cast):
    job = put_in(cast.places["tianrui"], TIANRUI)
    with unscoped("a test"):
        rows = db.session.scalars(select(StagedRow).where(StagedRow.import_id == job.id)).all()
        assert {row.number: row.content["problems"][0]["code"] for row in rows} == {639: "no_door", 640: "door_unclear"}


def test_a_new_roster_changes_what_it_knows_better_and_says_who_is_not_on_it(cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    job = put_in(cast.places["emerald"], roster(["3", "2", "501", "张三", "户主", ADA, "15076612652", "孕妇"]))
    assert kinds(job) == {"3-2-501": "changed"}
    assert resident("张三").phone == "15076612652"
    assert household(cast.places["emerald"], "3-2-501").remark == "低保户\n孕妇"
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三", "李四"], "3-2-502": ["王五"]}


def test_somebody_recorded_behind_another_door_stays_there_until_the_roster_is_believed(cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    moved = roster(["3", "2", "601", "王五", "户主", BEN])
    job = put_in(cast.places["emerald"], moved)
    assert kinds(job) == {"3-2-601": "conflict"}
    assert homes(cast.places["emerald"])["3-2-502"] == ["王五"]
    job = read_in(cast.places["emerald"], moved)
    with writing(), unscoped("a test"):
        row = db.session.scalars(select(StagedHousehold).where(StagedHousehold.import_id == job.id)).one()
        actions.decide(row, True, by=SYSTEM, at=clock.now())
    ask(actions.put, job.id)
    assert homes(cast.places["emerald"])["3-2-502"] == []
    assert homes(cast.places["emerald"])["3-2-601"] == ["王五"]


def test_the_same_number_behind_two_doors_of_one_file_is_a_conflict(cast):
    job = read_in(cast.places["emerald"], roster(*TWO_HOMES, ["3", "2", "601", "王五", "户主", BEN]))
    assert kinds(job) == {"3-2-501": "new", "3-2-502": "new", "3-2-601": "conflict"}


def test_a_community_opens_the_compounds_and_buildings_its_roster_names(cast):
    data = "小区,地址,姓名\n翡翠一品,3-2-501,张三\n金色家园,1-1-102,李四\n金色家园,1-1-101,王五\n".encode()
    job = put_in(cast.places["westlake"], data)
    assert job.tally["households"] == 3
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三"]}
    with unscoped("a test"):
        opened = {area.name: area.kind for area in db.session.scalars(select(Area).where(Area.id.in_(job_areas(job))))}
    assert opened == {"金色家园": "compound", "1栋": "building"}


def job_areas(job) -> list[UUID]:
    return [UUID(key) for key in job.opened]


def test_taken_back_everything_is_as_it_was(cast):
    put_in(cast.places["emerald"], roster(TWO_HOMES[0]))
    before = resident("张三").phone
    job = put_in(
        cast.places["emerald"], roster(*TWO_HOMES[1:], ["3", "2", "501", "张三", "户主", "", "15076612652", "孕妇"])
    )
    assert len(homes(cast.places["emerald"])) == 2
    job = ask(actions.undo, job.id)
    assert job.stage is Stage.UNDONE
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三"]}
    home = household(cast.places["emerald"], "3-2-501")
    with unscoped("a test"):
        assert [tag.tag for tag in home.tags] == ["hardship"]
    assert (resident("张三").phone, home.remark) == (before, "低保户")


def test_taken_back_somebody_who_was_moved_lives_where_they_lived(cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    job = read_in(cast.places["emerald"], roster(["3", "2", "601", "王五", "户主", BEN]))
    with writing(), unscoped("a test"):
        row = db.session.scalars(select(StagedHousehold).where(StagedHousehold.import_id == job.id)).one()
        actions.decide(row, True, by=SYSTEM, at=clock.now())
    ask(actions.put, job.id)
    ask(actions.undo, job.id)
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三", "李四"], "3-2-502": ["王五"]}


def test_a_household_somebody_has_worked_with_stays_and_is_named(cast):
    job = put_in(cast.places["emerald"], roster(*TWO_HOMES))
    with writing(), unscoped("a test"):
        mark_vacant(household(cast.places["emerald"], "3-2-502"), by=SYSTEM, at=clock.now())
    job = ask(actions.undo, job.id)
    assert homes(cast.places["emerald"]) == {"3-2-502": ["王五"]}
    with unscoped("a test"):
        kept = db.session.scalars(select(StagedHousehold).where(StagedHousehold.kept_at.is_not(None))).all()
        assert [row.label for row in kept] == ["3-2-502"]


def test_places_it_opened_are_closed_again_when_it_is_taken_back(cast):
    job = put_in(cast.places["westlake"], "小区,地址,姓名\n金色家园,1-1-101,王五\n".encode())
    opened = job_areas(job)
    assert len(opened) == 2
    ask(actions.undo, job.id)
    with unscoped("a test"):
        assert all(db.session.scalars(select(Area.closed_at).where(Area.id.in_(opened))))


def test_one_thing_at_a_time_is_done_with_a_roster(cast):
    job_id = put_in(cast.places["emerald"], roster(*TWO_HOMES)).id
    for verb in (actions.put, lambda job, **who: actions.read(job, {}, "", **who)):
        with pytest.raises(Refusal), writing(), unscoped("a test"):
            verb(db.session.get_one(RosterImport, job_id), by=SYSTEM, at=clock.now())
    assert not batches.work(job_id)


def test_a_file_that_cannot_be_read_says_why_and_waits_for_another_choice(cast):
    job = read_in(cast.places["emerald"], b"\x89PNG\0\0\0")
    assert (job.stage, job.problem) == (Stage.UPLOADED, "not_a_sheet")


def test_work_left_half_way_is_taken_up_by_the_ticker(cast):
    job_id = read_in(cast.places["emerald"], roster(*TWO_HOMES)).id
    with writing(), unscoped("a test"):
        actions.put(db.session.get_one(RosterImport, job_id), by=SYSTEM, at=clock.now())
    assert batches.tick(clock.now()) == 1
    assert look(job_id).stage is Stage.PUT
    assert batches.tick(clock.now()) == 0


def test_after_seven_days_file_and_rows_are_gone(cast):
    job_id = put_in(cast.places["tianrui"], TIANRUI).id
    batches.tick(clock.now() + timedelta(days=6, hours=23))
    assert count(StagedHousehold) == 241
    batches.tick(clock.now() + timedelta(days=7, minutes=1))
    assert (count(StagedHousehold), count(StagedRow)) == (0, 0)
    job = look(job_id)
    with unscoped("a test"):
        assert (job.file, job.stage) == (None, Stage.PURGED)
    assert (count(Household), count(Resident)) == (241, 626)


def test_nothing_staged_can_be_read_without_the_key(cast):
    job = read_in(cast.places["emerald"], roster(*TWO_HOMES))
    with unscoped("a test"):
        rows = db.session.scalars(select(StagedHousehold).where(StagedHousehold.import_id == job.id)).all()
        assert not any(secret.encode() in row.body_sealed for row in rows for secret in ("张三", ADA, "13890565072"))
        assert "张三".encode() not in job.file_sealed


def test_each_batch_leaves_one_entry_that_names_nobody(cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    entries = db.session.scalars(select(Entry).where(Entry.verb.like("places.import.%"))).all()
    verbs = [entry.verb.removeprefix("places.import.") for entry in sorted(entries, key=lambda entry: entry.id)]
    assert verbs == ["taken_in", "read_asked", "put_asked", "batch_put", "put"]
    assert "张三" not in str([entry.facts for entry in entries])


def test_the_district_edits_the_words_of_remarks(cast):
    with writing():
        set_word("养狗", "infant", by=SYSTEM, at=clock.now())
        set_word("低保", None, by=SYSTEM, at=clock.now())
    assert dict(words_in_use())["养狗"] == "infant"
    put_in(cast.places["emerald"], roster(["3", "2", "501", "张三", "", "", "", "低保户，养狗"]))
    with unscoped("a test"):
        assert [tag.tag for tag in household(cast.places["emerald"], "3-2-501").tags] == ["infant"]


def test_an_import_never_touches_a_place_outside_its_own(cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    job = put_in(cast.places["tianrui"], roster(["3", "2", "502", "王五", "户主", BEN]))
    assert kinds(job) == {"3-2-502": "new"}
    assert homes(cast.places["emerald"])["3-2-502"] == ["王五"]


def test_a_door_somebody_opens_between_plan_and_writing_is_not_doubled(cast):
    job = read_in(cast.places["emerald"], roster(*TWO_HOMES))
    with unscoped("a test"):
        rows = db.session.scalars(select(StagedHousehold).where(StagedHousehold.import_id == job.id)).all()
        batch, leaves = unseal(rows), Leaves()
        assert leaves.lack(job, ((one.spot, one.found) for one in batch)) == []
        plan = make_plan(job, batch, leaves, clock.now())
    put_in(cast.places["emerald"], roster(TWO_HOMES[0]))
    with writing(), unscoped("a test"):
        carry_out(db.session.get_one(RosterImport, job.id), plan, leaves, by=SYSTEM, at=clock.now())
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三"], "3-2-502": ["王五"]}
    ask(actions.put, job.id)
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三", "李四"], "3-2-502": ["王五"]}


def test_work_that_breaks_keeps_what_is_done_and_can_be_asked_for_again(cast):
    job = read_in(cast.places["emerald"], roster(*TWO_HOMES))
    with writing(unaudited="a fault"), unscoped("a test"):
        row = db.session.scalars(select(StagedHousehold).where(StagedHousehold.label == "3-2-502")).one()
        sound, row.body_sealed = row.body_sealed, b"\x01broken"
    job = ask(actions.put, job.id)
    assert (job.problem, job.stage) == ("stopped", Stage.READ)
    with writing(unaudited="a fault mended"), unscoped("a test"):
        db.session.scalars(select(StagedHousehold).where(StagedHousehold.label == "3-2-502")).one().body_sealed = sound
    assert ask(actions.put, job.id).stage is Stage.PUT
    assert len(homes(cast.places["emerald"])) == 2
