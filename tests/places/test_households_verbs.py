"""Vacant and occupied, moving, merging: the facts after the command, and who may not."""

import pytest

from app.places.words import Tag
from tests.browser import form_to
from tests.places.homes import ID_NUMBER, PHONE, Details, entries, home, make_home, people, resident, send


def names(key):
    return [one.name for one in people(key)]


def test_a_door_is_marked_vacant_and_occupied_again_each_once(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", "张三")
    browser = as_("community_lead")
    page = form_to(browser.get(f"/households/{key}"), "/vacancy").submit(status=303).follow()
    assert "Vacant since" in page
    assert names(key) == ["张三"]
    assert "marked as vacant already" in send(browser, f"/households/{key}/vacancy", 409)
    page = form_to(page, "/occupancy").submit(status=303).follow()
    assert "Vacant since" not in page
    assert "marked as occupied already" in send(browser, f"/households/{key}/occupancy", 409)
    assert [entry.verb.rpartition(".")[2] for entry in entries(key)][-2:] == ["vacated", "reoccupied"]


def test_everybody_moves_and_the_door_they_leave_is_vacant(as_, cast):
    old = make_home(cast, "building_1", "1-101", "张三", "李四")
    new = make_home(cast, "building_3", "3-2-501", "王五")
    browser = as_("community_lead")
    send(browser, f"/households/{new}/vacancy", 303)
    form = form_to(browser.get(f"/households/{old}/relocation"), "/relocation")
    form["door"] = "3栋2单元501"
    page = form.submit(status=303).follow()
    assert page.request.path == f"/households/{new}"
    assert names(new) == ["王五", "张三", "李四"]
    assert {one.area_id for one in people(new)} == {cast.places["building_3"]}
    assert (home(new).vacant_at, names(old)) == (None, [])
    assert home(old).vacant_at is not None
    assert entries(old)[-1].facts["people"] == entries(new)[-1].facts["people"] == 2
    assert "nobody to move" in send(browser, f"/households/{old}/relocation", 409, **moved(cast, "3-2-501"))


def moved(cast, door, compound="emerald"):
    return {"compound": str(cast.places[compound]), "door": door}


@pytest.mark.parametrize(
    ("door", "status", "said"),
    [("1-101", 409, "the same door"), ("1-999", 422, "No such door"), ("", 422, "give the door")],
)
def test_a_move_to_nowhere_or_to_the_same_door_is_refused(as_, cast, door, status, said):
    old = make_home(cast, "building_1", "1-101", "张三")
    page = send(as_("community_lead"), f"/households/{old}/relocation", status, **moved(cast, door))
    assert said in page
    assert form_to(page, "/relocation")["door"].value == door


def test_a_move_into_another_compound_keeps_the_phone_findable_there(as_, cast, app):
    from app.access import unscoped
    from app.places.queries import find_by_phone_tail

    old = make_home(cast, "building_1", "1-101", Details("张三", phone=PHONE))
    new = make_home(cast, "tianrui", "1-2-402")
    send(as_("hq_officer"), f"/households/{old}/relocation", 303, **moved(cast, "1-2-402", "tianrui"))
    assert names(new) == ["张三"]
    with unscoped("the tests look at everything"):
        assert not find_by_phone_tail(cast.places["emerald"], "4567")
        assert [one.phone for one in find_by_phone_tail(cast.places["tianrui"], "34567")] == [PHONE]


def test_a_lead_cannot_move_people_to_a_compound_of_somebody_else(as_, cast):
    old = make_home(cast, "building_1", "1-101", "张三")
    new = make_home(cast, "tianrui", "1-2-402")
    page = send(as_("community_lead"), f"/households/{old}/relocation", 422, **moved(cast, "1-2-402", "tianrui"))
    assert "天瑞公馆" not in page
    assert names(new) == []


def merge(browser, key, door, stays="other"):
    form = form_to(browser.get(f"/households/{key}/merger"), "/merger")
    form["door"], form["stays"] = door, stays
    return form


def test_doubles_become_one_door_with_everybody_listed_once(as_, cast):
    double = make_home(
        cast, "building_3", "3-501", Details("张三", phone=PHONE), "李四", tags={Tag.INFANT}, remark="狗"
    )
    stays = make_home(cast, "building_3", "3-2-501", Details("张三", id_number=ID_NUMBER), tags={Tag.PREGNANT})
    browser = as_("community_lead")
    page = merge(browser, double, "3-2-501").submit(status=303).follow()
    assert page.request.path == f"/households/{stays}"
    assert names(stays) == ["张三", "李四"]
    assert people(stays)[0].phone == PHONE
    assert people(stays)[0].id_number == ID_NUMBER
    assert "Infant" in page
    assert "Pregnant" in page
    assert home(stays).remark == "狗"
    assert home(double).merged_into_id == stays
    gone = browser.get(f"/households/{double}")
    assert "It is now 3-2-501" in gone
    assert "Add a person" not in gone


def test_this_door_may_be_the_one_that_stays_and_older_mergers_follow(as_, cast):
    first, second, third = (make_home(cast, "building_3", label) for label in ("3-501", "3-9-501", "3-2-501"))
    browser = as_("community_lead")
    merge(browser, second, "3-501", stays="this").submit(status=303)
    merge(browser, third, "3-9-501", stays="this").submit(status=303)
    assert home(first).merged_into_id == home(second).merged_into_id == third


def test_a_merged_door_is_history_and_its_name_is_free_again(as_, cast):
    gone, stays = make_home(cast, "building_3", "3-501", "张三"), make_home(cast, "building_3", "3-2-501")
    browser = as_("community_lead")
    merge(browser, gone, "3-2-501").submit(status=303)
    for url, fields in (
        ("vacancy", {}),
        ("correction", {"door": "3-7-701"}),
        ("relocation", moved(cast, "3-2-501")),
        ("residents", {"name": "王五"}),
    ):
        assert "merged with another one meanwhile" in send(browser, f"/households/{gone}/{url}", 409, **fields)
    assert names(stays) == ["张三"]
    make_home(cast, "building_3", "3-501")


@pytest.mark.parametrize(
    ("door", "stays", "status"), [("3-501", "other", 409), ("3-9-999", "other", 422), ("3-2-501", "", 422)]
)
def test_a_merger_needs_two_doors_and_a_choice(as_, cast, door, stays, status):
    key, other = make_home(cast, "building_3", "3-501"), make_home(cast, "building_3", "3-2-501")
    page = send(as_("community_lead"), f"/households/{key}/merger", status, door=door, stays=stays)
    assert form_to(page, "/merger")["door"].value == door
    assert home(key).merged_into_id is home(other).merged_into_id is None


def test_somebody_who_left_before_a_merger_stays_where_they_were(as_, cast):
    gone, stays = make_home(cast, "building_3", "3-501", "张三"), make_home(cast, "building_3", "3-2-501")
    left = people(gone)[0].id
    browser = as_("community_lead")
    send(browser, f"/residents/{left}/departure", 303)
    merge(browser, gone, "3-2-501").submit(status=303)
    assert (resident(left).household_id, names(stays)) == (gone, [])


def test_a_grid_worker_who_does_not_see_the_compound_moves_people_inside_the_grid_alone(as_, cast):
    old, new = make_home(cast, "building_1", "1-101", "张三"), make_home(cast, "building_2", "2-101")
    make_home(cast, "building_3", "3-101")
    form = form_to(as_("grid_worker").get(f"/households/{old}/relocation"), "/relocation")
    assert [label for _, _, label in form["compound"].options] == ["This compound"]
    form["door"] = "3-101"
    assert "No such door there" in form.submit(status=422)
    form["door"] = "2-101"
    form.submit(status=303)
    assert names(new) == ["张三"]
