"""Adding and correcting households: doors, buildings, tags."""

import pytest

from app.places.words import Tag
from tests.browser import form_to
from tests.places.homes import entries, home, key_in, make_home, people, send


def add_form(browser, cast, place="building_3"):
    return form_to(browser.get(f"/places/{cast.places[place]}/households/new"), "/households")


def test_a_grid_worker_adds_a_household_and_is_led_to_add_its_people(as_, cast):
    form = add_form(as_("grid_worker"), cast, "building_1")
    form["door"], form["declared_size"], form["remark"] = "2单元501室", "4", "门铃坏了"
    form["is_tenant"], form["tags"] = "yes", [Tag.HARDSHIP, Tag.PREGNANT]
    page = form.submit(status=303).follow()
    assert "Now add the people who live here." in page
    assert "1-2-501" in page
    assert "门铃坏了" in page
    assert "Tenant" in page
    assert "Hardship" in page
    assert "The household says 4 people, listed are 0." in page
    added = home(key_in(page.request.path))
    assert (added.label, added.unit, added.floor, added.declared_size) == ("1-2-501", "2", 5, 4)
    assert (added.area_id, added.compound_id) == (cast.places["building_1"], cast.places["emerald"])
    assert [entry.actor_id for entry in entries(added.id, "places.household.added")] == [cast.people["grid_worker"]]


@pytest.mark.parametrize(
    ("place", "typed", "label", "leaf"),
    [
        ("building_3", "3-2-501", "3-2-501", "building_3"),
        ("building_3", "2-501", "3-2-501", "building_3"),
        ("building_3", "501", "3-501", "building_3"),
        ("building_3", "3-501", "3-501", "building_3"),
        ("building_3", "2-1-501", "2-1-501", "building_2"),
        ("emerald", "三栋二单元501室", "3-2-501", "building_3"),
        ("emerald", "2#1-102", "2-1-102", "building_2"),
        ("tianrui", "天瑞公馆1栋2单元402室", "1-2-402", "tianrui"),
    ],
)
def test_a_door_in_any_spelling_lands_in_its_building(as_, cast, place, typed, label, leaf):
    form = add_form(as_("hq_officer"), cast, place)
    form["door"] = typed
    added = home(key_in(form.submit(status=303).location))
    assert (added.label, added.area_id) == (label, cast.places[leaf])


@pytest.mark.parametrize("typed", ["", "9-1-101", "somewhere", "<script>alert(1)</script>"])
def test_what_is_no_door_here_brings_the_form_back_filled(as_, cast, typed):
    form = add_form(as_("community_lead"), cast, "emerald")
    form["door"], form["remark"] = typed, "keep me"
    page = form.submit(status=422)
    assert "keep me" in page
    assert form_to(page, "/households")["command_id"].value != form["command_id"].value
    assert "<script>alert" not in page


def test_a_taken_door_is_refused_and_the_form_comes_back_filled(as_, cast):
    make_home(cast, "building_3", "3-2-501")
    form = add_form(as_("community_lead"), cast)
    form["door"], form["declared_size"] = "2-501", "3"
    page = form.submit(status=409)
    assert "There is a household behind this door already." in page
    assert form_to(page, "/households")["declared_size"].value == "3"


def test_the_same_form_sent_twice_adds_one_household(as_, cast):
    form = add_form(as_("community_lead"), cast)
    form["door"] = "3-2-501"
    first = form.submit(status=303)
    again = form.submit(status=303)
    assert first.location == again.location
    assert len(entries(key_in(first.location), "places.household.added")) == 1


def test_a_grid_worker_cannot_add_a_door_to_a_building_outside_the_grid(as_, cast):
    browser = as_("grid_worker")
    browser.get(f"/places/{cast.places['building_3']}/households/new", status=404)
    form = add_form(browser, cast, "building_1")
    form["door"] = "3-2-501"
    assert "This is no door of a building here." in form.submit(status=422)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("declared_size", "100", "A number from 0 to 99."),
        ("declared_size", "lots", "Not a valid integer value."),
        ("remark", "电话 13971234567", "leave phone and identity numbers out"),
        ("remark", "421121195804120016", "leave phone and identity numbers out"),
        ("remark", "a" * 1001, "Field cannot be longer than 1000 characters."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(as_, cast, field, value, said):
    form = add_form(as_("community_lead"), cast)
    form["door"] = "3-2-501"
    form[field] = value
    page = form.submit(status=422)
    assert said in page
    assert form_to(page, "/households")["door"].value == "3-2-501"


def test_signs_nobody_sees_are_dropped(as_, cast):
    form = add_form(as_("community_lead"), cast)
    form["door"], form["remark"] = "3-2-\u200b501\x00", "\u202e慢性\x00病"
    added = home(key_in(form.submit(status=303).location))
    assert (added.label, added.remark) == ("3-2-501", "慢性病")


def test_a_correction_shows_what_is_known_and_people_follow_into_the_other_building(as_, cast):
    key = make_home(cast, "building_3", "3-501", "张三", "李四", declared_size=2, tags={Tag.INFANT}, is_tenant=False)
    form = form_to(as_("community_lead").get(f"/households/{key}/correction"), "/correction")
    assert (form["door"].value, form["declared_size"].value, form["is_tenant"].value) == ("3-501", "2", "no")
    form["door"], form["tags"] = "2-1-501", [Tag.DISABLED]
    page = form.submit(status=303).follow()
    assert "Disabled" in page
    assert "Infant" not in page
    moved = home(key)
    assert (moved.label, moved.area_id) == ("2-1-501", cast.places["building_2"])
    assert {one.area_id for one in people(key)} == {cast.places["building_2"]}
    assert entries(key, "places.household.corrected")[0].facts == {"changed": ["label", "tags"], "door_before": "3-501"}


def test_a_correction_that_changes_nothing_leaves_the_door_where_it_is(as_, cast):
    key = make_home(cast, "building_3", "3-501")
    form_to(as_("community_lead").get(f"/households/{key}/correction"), "/correction").submit(status=303)
    assert home(key).label == "3-501"


def test_a_correction_onto_a_taken_door_is_refused(as_, cast):
    make_home(cast, "building_3", "3-2-501")
    key = make_home(cast, "building_3", "3-501")
    form = form_to(as_("community_lead").get(f"/households/{key}/correction"), "/correction")
    form["door"] = "3-2-501"
    assert "merge the two" in form.submit(status=409)
    assert home(key).label == "3-501"


@pytest.mark.parametrize("text", ["a" * 1_000_000, "x" * 5_000])
def test_a_flood_of_text_is_turned_away_in_words(as_, cast, text):
    key = make_home(cast, "building_3", "3-501")
    page = send(as_("community_lead"), f"/households/{key}/correction", "4*", door="3-501", remark=text)
    assert page.status_int in (413, 422)
    assert home(key).remark == ""
