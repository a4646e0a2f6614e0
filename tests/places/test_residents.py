"""Adding, correcting, moving people, and noting that they left."""

import pytest

from tests.browser import form_to
from tests.places.homes import (
    ID_NUMBER,
    OTHER_ID_NUMBER,
    PHONE,
    Details,
    entries,
    home,
    make_home,
    people,
    resident,
    send,
)


def add_form(browser, key):
    return form_to(browser.get(f"/households/{key}").click("Add a person"), "/residents")


def correct_form(browser, key):
    return form_to(browser.get(f"/residents/{key}/correction"), "/correction")


def test_a_person_is_added_with_numbers_as_people_type_them_and_the_door_is_lived_in(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", "张三")
    browser = as_("community_lead")
    send(browser, f"/households/{key}/vacancy", 303)
    form = add_form(browser, key)
    form["name"], form["relation"], form["phone"], form["id_number"] = (
        " 李小明 ",
        "儿子",
        "+86 139-7123-4567",
        ID_NUMBER,
    )
    page = form.submit(status=303).follow()
    assert "李*" in page
    assert "小明" not in page
    added = people(key)[1]
    assert (added.name, added.pinyin, added.initials, added.position) == ("李小明", "lixiaoming", "lxm", 1)
    assert (added.phone, added.id_number, added.relation) == (PHONE, ID_NUMBER, "儿子")
    assert (added.area_id, added.compound_id) == (cast.places["building_3"], cast.places["emerald"])
    assert home(key).vacant_at is None
    entry = entries(key, "places.resident.added")[-1]
    assert (entry.actor_id, entry.facts) == (cast.people["community_lead"], {"resident": str(added.id)})


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Please give the name."),
        ("name", "张" * 51, "Field cannot be longer than 50 characters."),
        ("phone", "1397123456", "one phone number"),
        ("phone", "13971234567/13871234567", "one phone number"),
        ("phone", "<script>alert(1)</script>", "one phone number"),
        ("id_number", "421121195804120017", "compare all 18 signs"),
        ("id_number", "421121195802300016", "compare all 18 signs"),
        ("id_number", "42112119580412001", "compare all 18 signs"),
    ],
)
def test_a_wrong_field_is_named_and_the_form_comes_back_filled(as_, cast, field, typed, said):
    key = make_home(cast, "building_3", "3-2-501")
    form = add_form(as_("community_lead"), key)
    form["name"], form["relation"] = "李小明", "keep me"
    form[field] = typed
    page = form.submit(status=422)
    assert said in page
    assert form_to(page, "/residents")["relation"].value == "keep me"
    assert "<script>alert" not in page
    assert people(key) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\u202e明小李\x00", "明小李"),
        ("Robert'); DROP TABLE places_residents;--", "Robert'); DROP TABLE places_residents;--"),
        ("🙂", "🙂"),
    ],
)
def test_a_strange_name_is_kept_as_text_and_shown_masked(as_, cast, typed, kept):
    key = make_home(cast, "building_3", "3-2-501")
    form = add_form(as_("community_lead"), key)
    form["name"] = typed
    page = form.submit(status=303).follow()
    assert [one.name for one in people(key)] == [kept]
    assert f"{kept[:1]}*" in page.html.text
    assert "alert(1)" not in page


def test_the_same_form_sent_twice_adds_one_person_and_another_body_asks(as_, cast):
    key = make_home(cast, "building_3", "3-2-501")
    form = add_form(as_("community_lead"), key)
    form["name"] = "李小明"
    assert form.submit(status=303).location == form.submit(status=303).location
    form["name"] = "王小红"
    page = form.submit(status=409)
    assert "was already sent" in page
    assert form_to(page, "/residents")["name"].value == "王小红"
    assert [one.name for one in people(key)] == ["李小明"]


def test_the_same_identity_number_stands_once_behind_a_door(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", Details("张三", id_number=ID_NUMBER), "李四")
    browser = as_("community_lead")
    page = send(browser, f"/households/{key}/residents", 409, name="张三", id_number=ID_NUMBER)
    assert "listed behind this door already" in page
    other = people(key)[1].id
    send(browser, f"/residents/{other}/correction", 409, id_number=ID_NUMBER)
    assert len(people(key)) == 2
    assert resident(other).id_number is None


@pytest.mark.parametrize("number", [{"phone": PHONE}, {"id_number": ID_NUMBER}])
def test_a_number_listed_elsewhere_is_pointed_out_at_once_and_on_both_pages(as_, cast, number):
    there = make_home(cast, "building_1", "1-101", Details("张三", **number))
    key = make_home(cast, "building_3", "3-2-501")
    browser = as_("community_lead")
    page = send(browser, f"/households/{key}/residents", 303, name="张叁", **number).follow()
    assert "also listed behind 1-101" in page
    assert "Listed twice?" in page
    assert "Listed twice?" in browser.get(f"/households/{there}")
    page = browser.get(f"/residents/{people(key)[0].id}")
    assert "The same number is listed behind 1-101: 张*" in page


def test_a_double_outside_the_scope_is_not_told(as_, cast):
    make_home(cast, "tianrui", "1-2-402", Details("张三", phone=PHONE))
    key = make_home(cast, "building_3", "3-2-501")
    page = send(as_("community_lead"), f"/households/{key}/residents", 303, name="张三", phone=PHONE).follow()
    assert "listed" not in page.html.find(id="toasts").text
    assert "Listed twice?" not in page


def test_a_correction_shows_nothing_sealed_and_leaves_empty_fields_as_they_are(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", Details("张三丰", "户主", PHONE, ID_NUMBER))
    who = people(key)[0].id
    form = correct_form(as_("community_lead"), who)
    shown = [form[name].value for name in ("name", "relation", "phone", "id_number")]
    assert shown == ["", "户主", "", ""]
    form["name"] = "张三风"
    page = form.submit(status=303).follow()
    assert "三风" not in page
    changed = resident(who)
    assert (changed.name, changed.initials, changed.phone, changed.id_number) == ("张三风", "zsf", PHONE, ID_NUMBER)


def test_a_number_is_replaced_or_forgotten(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", Details("张三", "户主", PHONE, ID_NUMBER))
    who = people(key)[0].id
    form = correct_form(as_("community_lead"), who)
    form["forget_phone"], form["id_number"] = True, OTHER_ID_NUMBER
    form.submit(status=303)
    changed = resident(who)
    assert (changed.phone, changed.phone_index, changed.phone_tail_index) == (None, None, None)
    assert changed.id_number == OTHER_ID_NUMBER
    assert changed.id_number_index == changed.index_of("id_number", OTHER_ID_NUMBER)


def test_one_person_moves_and_the_others_stay(as_, cast):
    old = make_home(cast, "building_1", "1-101", "张三", "李四")
    new = make_home(cast, "building_3", "3-2-501")
    who = people(old)[1].id
    browser = as_("community_lead")
    form = form_to(browser.get(f"/residents/{who}/relocation"), "/relocation")
    form["door"] = "3-2-501"
    assert form.submit(status=303).follow().request.path == f"/households/{new}"
    assert ([one.name for one in people(old)], [one.name for one in people(new)]) == (["张三"], ["李四"])
    assert resident(who).area_id == cast.places["building_3"]
    assert home(old).vacant_at is None
    assert "the same door" in send(
        browser, f"/residents/{who}/relocation", 409, compound=str(cast.places["emerald"]), door="3-2-501"
    )


def test_somebody_who_moves_to_where_they_are_listed_already_is_listed_once(as_, cast):
    old = make_home(cast, "building_1", "1-101", Details("张三", phone=PHONE))
    new = make_home(cast, "building_3", "3-2-501", Details("张三", "户主"))
    who = people(old)[0].id
    send(
        as_("community_lead"), f"/residents/{who}/relocation", 303, compound=str(cast.places["emerald"]), door="3-2-501"
    )
    assert [(one.name, one.relation, one.phone) for one in people(new)] == [("张三", "户主", PHONE)]
    assert resident(who).moved_out_at is not None


def test_whoever_moved_out_is_listed_no_more_and_nothing_is_done_with_them(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", "张三")
    who = people(key)[0].id
    browser = as_("community_lead")
    page = form_to(browser.get(f"/residents/{who}"), "/departure").submit(status=303).follow()
    assert "Nobody is listed here" in page
    assert "Moved out on" in browser.get(f"/residents/{who}")
    for url, fields in (
        ("departure", {}),
        ("correction", {"name": "李四"}),
        ("relocation", {"compound": str(cast.places["emerald"]), "door": "3-2-501"}),
        ("reveals", {"reason": "call"}),
    ):
        assert "moved out meanwhile" in send(browser, f"/residents/{who}/{url}", 409, **fields)


@pytest.mark.parametrize("part", ["", "/correction", "/relocation"])
def test_pages_of_a_resident_are_closed_to_guards_and_unknown_to_strangers(as_, anonymous, cast, part):
    who = people(make_home(cast, "building_3", "3-2-501", "张三"))[0].id
    as_("community_lead").get(f"/residents/{who}{part}", status=200)
    as_("guard").get(f"/residents/{who}{part}", status=403)
    as_("grid_worker").get(f"/residents/{who}{part}", status=404)
    as_("stranger").get(f"/residents/{who}{part}", status=404)
    anonymous.get(f"/residents/{who}{part}", status=303)


@pytest.mark.parametrize("part", ["correction", "relocation", "departure"])
def test_commands_on_a_resident_are_closed_to_guards_and_unknown_to_strangers(as_, cast, part):
    who = people(make_home(cast, "building_3", "3-2-501", "张三"))[0].id
    send(as_("cadre"), f"/residents/{who}/{part}", 403, name="李四")
    send(as_("guard"), f"/residents/{who}/{part}", 403, name="李四")
    send(as_("stranger"), f"/residents/{who}/{part}", 404, name="李四")
    assert (resident(who).name, resident(who).moved_out_at) == ("张三", None)
