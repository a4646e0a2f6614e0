"""Which post, which door: by keys, digits, name, phone; and what a guard does not get to see."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from tests.gates.steps import blank, decision

pytestmark = pytest.mark.usefixtures("doors", "order")


def test_my_gate_is_the_one_post_the_guard_is_bound_to(as_, doors):
    page = as_("guard").get("/gates", status=303).follow()
    assert page.request.path == f"/gates/checkpoints/{doors.gate}"
    assert page.html.h1.text == "翡翠一品南门"


def test_whoever_has_many_posts_chooses_one_and_stays_there_for_the_shift(as_, doors):
    browser = as_("hq_officer")
    page = browser.get("/gates", status=200)
    browser.get(page.html.find("a", href=re.compile(str(doors.gate)))["href"])
    assert browser.get("/gates", status=303).location.endswith(str(doors.gate))
    assert browser.get("/gates?choose", status=200)


def test_the_directory_leads_from_the_building_to_the_door(as_):
    page = as_("guard").get("/gates").follow()
    houses = [house.text for house in page.html.select(".directory .house")]
    assert houses == ["Building 1", "Building 2", "Building 3"]
    key = page.html.select(".directory .key")[-1]
    unit = page.html.select_one(key["href"])
    assert [door.text for door in unit.select(".facade .key")] == ["501"]
    assert "door=3-2-501" in unit.select_one(".facade .key")["href"]


@pytest.mark.parametrize(
    "words",
    ["3 2 501", "3栋2单元501", "三栋二单元501室", "32501", "501", "1234", "钱大勇", "大勇", "qiandayong", "qdy"],
)
def test_a_household_is_found_by_door_digits_name_or_phone_tail(as_, doors, words):
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/search", {"words": words}, status=303).follow()
    assert page.html.select_one(".verdict .plate").text == "3-2-501"


def test_several_people_of_a_name_are_listed_masked(as_, doors):
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/search", {"words": "钱"})
    assert [plate.text for plate in page.html.select(".plate")] == ["3-2-501", "1-1-101"]
    assert "钱*" in page
    assert "大勇" not in page
    assert "小英" not in page


def test_the_search_while_typing_lists_and_never_leaves_the_page(as_, doors):
    url = f"/gates/checkpoints/{doors.gate}/search?words=qiandayong"
    fragment = as_("guard").get_fragment(url, "found", status=200)
    assert [plate.text for plate in fragment.html.select(".plate")] == ["3-2-501"]


def test_the_page_of_a_door_shows_no_name_no_phone_and_no_history(as_, went_out, doors):
    went_out(doors.home, clock.now() - timedelta(days=5))
    page = decision(as_("guard"))
    for secret in ("大勇", "孙丽", "1390000", "5678"):
        assert secret not in page
    assert {"钱*", "孙*"} <= {chip.get_text(strip=True) for chip in page.html.select("#resident .chip")}


def test_the_rule_in_force_stands_on_the_screen_with_its_words(as_):
    page = as_("guard").get("/gates").follow()
    assert "Exits in 2 days: 1" in page
    assert "一户一人" in page


@pytest.mark.parametrize(
    ("path", "target"),
    [
        *[(path, "panel") for path in ("", "?by=digits", "?by=name", "/still-out", "/passages")],
        *[(path, "panel") for path in ("/passages?door=3-2-501", "/search?words=x")],
        ("/search?words=x", "found"),
        ("/log", "lines"),
    ],
)
def test_a_fragment_is_what_its_element_holds_in_the_full_page(as_, doors, path, target):
    browser = as_("guard")
    url = f"/gates/checkpoints/{doors.gate}{path}"
    whole = browser.get(url).html.select_one(f"#{target}").decode_contents()
    assert blank(browser.get_fragment(url, target).text) == blank(whole)
