"""The list of doors, the page of one, and who may open them."""

import pytest

from app.places.words import Tag
from tests.browser import form_to
from tests.places.homes import Details, make_home, people, send


def listed(page):
    return [plate.text for plate in page.html.select(".row .plate")]


def test_a_compound_lists_its_doors_as_one_walks_past_them(as_, cast):
    for place, label in (
        ("building_2", "2-10-101"),
        ("building_2", "2-2-101"),
        ("building_1", "1-1001"),
        ("building_1", "1-901"),
    ):
        make_home(cast, place, label)
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/households")
    assert listed(page) == ["1-901", "1-1001", "2-2-101", "2-10-101"]
    assert [head.text for head in page.html.select("h2")] == ["1栋", "2栋 Unit 2", "2栋 Unit 10"]
    assert "4 households, 0 people, 0 vacant" in page


def test_a_line_tells_how_many_people_and_what_to_look_after_but_no_name(as_, cast):
    make_home(cast, "building_3", "3-2-501", "张三丰", "李四", tags={Tag.LIVES_ALONE_OLD}, is_tenant=True)
    page = as_("community_lead").get(f"/places/{cast.places['building_3']}/households")
    assert "People: 2" in page
    assert "Old and living alone" in page
    assert "Rented" in page
    assert "三丰" not in page


def test_a_long_list_goes_on_behind_its_last_door(as_, cast):
    for floor in range(1, 32):
        for room in (1, 2):
            make_home(cast, "building_3", f"3-1-{floor}{room:02d}")
    page = as_("community_lead").get(f"/places/{cast.places['building_3']}/households")
    assert len(listed(page)) == 60
    rest = page.click("More doors")
    assert listed(rest) == ["3-1-3101", "3-1-3102"]
    assert "More doors" not in rest


def test_one_jumps_to_a_building_and_in_it_to_a_unit(as_, cast):
    for label in ("3-1-101", "3-2-101", "3-2-201"):
        make_home(cast, "building_3", label)
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/households").click("^3栋$")
    assert listed(page.click("^Unit 2$")) == ["3-2-101", "3-2-201"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3-2-501", ["3-2-501"]),
        ("三栋二单元501", ["3-2-501"]),
        ("501", ["1-501", "3-2-501"]),
        ("3-2", ["3-2-501", "3-2-502"]),
        ("张", ["3-2-502"]),
        ("小明", ["3-2-502"]),
        ("zhangxiao", ["3-2-502"]),
        ("ZXM", ["3-2-502"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_a_door_or_a_name_is_found_and_the_name_stays_masked(as_, cast, typed, found):
    make_home(cast, "building_1", "1-501")
    make_home(cast, "building_3", "3-2-501")
    make_home(cast, "building_3", "3-2-502", "张小明")
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/households")
    form = form_to(page, "/households")
    form["q"] = typed
    answer = form.submit()
    assert listed(answer) == found
    assert typed == "小明" or "小明" not in answer
    assert ("Nothing found" in answer) is not found


def test_the_search_answers_htmx_with_the_doors_alone(as_, cast):
    make_home(cast, "building_3", "3-2-501")
    url = f"/places/{cast.places['building_3']}/households"
    browser = as_("community_lead")
    fragment = browser.get_fragment(url, "doors")
    assert fragment.text in browser.get(url).text
    assert fragment.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "\x00", "\u202e张", "x" * 3000, "'; drop table", "🙂"])
def test_a_hostile_search_finds_nothing_and_breaks_nothing(as_, cast, typed):
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/households", {"q": typed})
    assert "<script>alert" not in page


def test_a_district_leads_down_to_its_places_with_their_figures(as_, cast):
    make_home(cast, "building_3", "3-2-501", "张三")
    page = as_("hq_officer").get(f"/places/{cast.places['district']}/households")
    page = page.click("西湖社区").click("翡翠一品")
    assert listed(page) == ["3-2-501"]


def test_a_grid_worker_sees_the_doors_of_the_grid_alone(as_, cast):
    make_home(cast, "building_1", "1-501")
    outside = make_home(cast, "building_3", "3-2-501")
    browser = as_("grid_worker")
    assert listed(browser.get(f"/places/{cast.places['building_1']}/households")) == ["1-501"]
    browser.get(f"/places/{cast.places['building_3']}/households", status=404)
    browser.get(f"/households/{outside}", status=404)


def test_the_page_of_a_door_masks_its_people_and_tells_their_relation(as_, cast):
    key = make_home(cast, "building_3", "3-2-501", Details("张小明", "户主"), "李芳", declared_size=2)
    page = as_("cadre").get(f"/households/{key}")
    assert [row.text for row in page.html.select(".row-text > b")][:2] == ["张*", "李*"]
    assert "户主" in page
    assert "小明" not in page
    assert "The household says" not in page
    assert "Correct the household" not in page


GETS = ("", "/correction", "/relocation", "/merger", "/residents/new", "/history")
POSTS = ("correction", "relocation", "merger", "residents", "vacancy", "occupancy")


@pytest.mark.parametrize("part", GETS)
def test_pages_of_a_household_are_closed_to_guards_and_unknown_to_strangers(as_, anonymous, cast, part):
    key = make_home(cast, "building_3", "3-2-501", "张三")
    as_("community_lead").get(f"/households/{key}{part}", status=200)
    as_("volunteer").get(f"/households/{key}{part}", status=403)
    as_("guard").get(f"/households/{key}{part}", status=403)
    as_("stranger").get(f"/households/{key}{part}", status=404)
    anonymous.get(f"/households/{key}{part}", status=303)


@pytest.mark.parametrize("part", POSTS)
def test_commands_on_a_household_are_closed_to_guards_and_unknown_to_strangers(as_, cast, part):
    key = make_home(cast, "building_3", "3-2-501", "张三")
    send(as_("cadre"), f"/households/{key}/{part}", 403)
    send(as_("volunteer"), f"/households/{key}/{part}", 403)
    send(as_("stranger"), f"/households/{key}/{part}", 404)
    assert [one.name for one in people(key)] == ["张三"]


def test_a_session_that_ended_keeps_what_was_typed(as_, cast):
    browser = as_("community_lead")
    form = form_to(browser.get(f"/places/{cast.places['building_3']}/households/new"), "/households")
    form["door"], form["remark"] = "3-2-501", "keep me"
    token = form["csrf_token"].value
    send(browser, "/me/sign-out-everywhere", 303)
    page = browser.post(form.action, dict(form.submit_fields()) | {"csrf_token": token}, status=401)
    assert form_to(page, "/households")["remark"].value == "keep me"


def test_the_queries_of_a_list_and_of_a_door_do_not_grow(as_, cast, counting):
    browser = as_("community_lead")
    key = make_home(cast, "building_3", "3-2-101", "张一", tags={Tag.INFANT})
    urls = [f"/places/{cast.places['building_3']}/households", f"/households/{key}"]
    urls.append(urls[0] + "?q=zhang")
    few = [_count(browser, counting, url) for url in urls]
    for floor in range(2, 12):
        make_home(
            cast, "building_3", f"3-2-{floor}01", Details(f"张{floor}", phone=f"139000000{floor:02d}"), tags=set(Tag)
        )
    send(browser, f"/households/{key}/residents", 303, name="张二")
    assert [_count(browser, counting, url) for url in urls] == few
    assert max(few) <= 14


def _count(browser, counting, url):
    browser.get(url)
    with counting() as statements:
        browser.get(url)
    return len(statements)
