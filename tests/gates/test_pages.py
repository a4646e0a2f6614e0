"""The guard's screen without JavaScript: every form as rendered, every refusal with what was typed."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from app.gates.statements import Because, Outcome
from tests.browser import form_to

pytestmark = pytest.mark.usefixtures("doors", "order")


def decision(browser, door="3-2-501", **rest):
    """The page with the decision about a door, reached as a guard does."""
    page = browser.get("/gates").follow()
    return browser.get(page.request.path + "/passages", {"door": door, **rest})


def let_out(page, temperature="65", outcome="let-out", **fields):
    form = form_to(page, "/passages")
    form["temperature"] = temperature
    for name, value in fields.items():
        form[name] = value
    return form.submit("outcome", value=outcome, status="*")


def measuring(page):
    """The form with a thermometer."""
    return next(form for form in page.forms.values() if "temperature" in form.fields)


def verdict(page, purpose="shopping"):
    return page.html.select_one(f'.verdict[data-purpose="{purpose}"]').get_text(" ", strip=True)


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


def test_a_first_exit_is_green_and_logged_with_an_implied_decimal(as_, passages):
    browser = as_("guard")
    page = decision(browser)
    assert verdict(page).startswith("3-2-501 People: 2 May go")
    assert passages() == []

    page = let_out(page).follow()

    (row,) = passages()
    assert (row.outcome, row.temperature, row.advice, row.flags) == (Outcome.LET_OUT, 365, "green", "")
    assert "3-2-501: let out" in page.html.select_one(".toast").text


def test_second_exit_in_two_days_is_red_until_the_third_day_and_flagged_if_let_out(as_, went_out, doors, passages):
    went_out(doors.home)
    page = decision(as_("guard"))
    third = clock.today() + timedelta(days=2)
    assert "Not yet" in verdict(page)
    assert f"from {third:%b} {third.day} 0:00" in verdict(page)
    assert "Nobody else of this household either." in verdict(page)

    page = let_out(page)
    assert page.status_int == 422
    assert form_to(page, "/passages")["temperature"].value == "65"
    assert let_out(page, reason="给孩子买奶粉").status_int == 303

    assert [row.flags for row in passages()] == ["", "against-advice"]
    assert passages()[1].reason == "给孩子买奶粉"


def test_illness_is_asked_about_and_goes_beside_the_quota_once_a_reason_is_given(as_, went_out, doors, passages):
    went_out(doors.home)
    page = decision(as_("guard"))
    assert "Ask first" in verdict(page, "medical")
    page = let_out(page, purpose="medical")
    assert page.status_int == 422
    assert let_out(page, reason="透析").status_int == 303
    assert (passages()[1].advice, passages()[1].flags) == ("green", "")


def test_a_red_household_is_turned_back_with_one_button(as_, went_out, doors, passages):
    went_out(doors.home)
    form = form_to(decision(as_("guard")), "/passages")
    form.submit("outcome", value="turned-back", status=303)
    assert (passages()[1].outcome, passages()[1].because) == (Outcome.TURNED_BACK, Because.ORDER)


def test_turning_back_somebody_who_may_go_asks_why(as_, passages):
    page = let_out(decision(as_("guard")), outcome="turned-back")
    assert page.status_int == 422
    form = form_to(page, "/passages")
    form["because"] = "gathering"
    form.submit("outcome", value="turned-back", status=303)
    assert passages()[0].because is Because.GATHERING


def test_a_missing_mask_is_reason_enough_to_turn_back(as_, passages):
    let_out(decision(as_("guard")), outcome="turned-back", mask=False)
    assert passages()[0].because is Because.NO_MASK


def test_a_high_reading_is_taken_again_and_both_are_kept(as_, passages):
    page = let_out(decision(as_("guard")), "381")
    assert page.status_int == 422
    assert "measure again with a contact thermometer" in page
    assert let_out(page, "381", second_temperature="366", second_method="ear").status_int == 303
    (row,) = passages()
    assert (row.temperature, row.method, row.second_temperature, row.second_method) == (381, "forehead", 366, "ear")
    assert row.flags == ""


def test_a_fever_is_logged_and_flagged_when_the_second_reading_confirms_it(as_, passages):
    page = let_out(decision(as_("guard")), "381", second_temperature="379")
    assert page.status_int == 303
    assert passages()[0].flags == "fever"


def test_an_implausible_reading_is_taken_again_or_explained(as_, passages):
    page = let_out(decision(as_("guard")), "291")
    assert page.status_int == 422
    assert let_out(page, "291", reason="额温枪冻住了").status_int == 303
    assert passages()[0].flags == "not-rechecked"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "measure the temperature"), ("36", "three digits"), ("热", "three digits"), ("1e3", "three digits")],
)
def test_a_missing_or_unreadable_temperature_keeps_the_form_filled(as_, passages, typed, said):
    page = let_out(decision(as_("guard")), typed, purpose="medical", reason="透析")
    assert page.status_int == 422
    assert said in page
    form = form_to(page, "/passages")
    assert (form["temperature"].value, form["purpose"].value, form["reason"].value) == (typed, "medical", "透析")
    assert passages() == []


def test_coming_home_from_the_list_closes_the_way_out(as_, went_out, doors, passages):
    out = went_out(doors.home, clock.now() - timedelta(minutes=80))
    browser = as_("guard")
    page = browser.get("/gates").follow().click("Coming home")
    assert "1 h 20 min" in page
    page = page.click(href=f"returns={out}")
    assert "Welcome home" in page

    page = form_to(page, "/passages")
    page["temperature"] = "64"
    page = page.submit("outcome", value="let-in").follow()

    gone, back = passages()
    assert (back.outcome, back.closes_id) == (Outcome.LET_IN, out)
    assert gone.returned_at is not None
    assert "Everybody is home" in page


def test_somebody_who_is_out_can_be_logged_in_from_their_door(as_, went_out, doors):
    went_out(doors.home)
    page = decision(as_("guard")).click("Back home")
    assert "Welcome home" in page


def test_a_stranger_is_turned_back_with_one_tap_and_no_door(as_, doors, passages):
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/passages")
    form_to(page, "/passages").submit("because", value="outsider", status=303)
    (row,) = passages()
    assert (row.outcome, row.because, row.household_id) == (Outcome.TURNED_BACK, Because.OUTSIDER, None)


def test_somebody_not_on_the_roster_goes_through_with_a_word_about_who_it_is(as_, doors, passages):
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/passages")
    form = measuring(page)
    form["temperature"] = "364"
    page = form.submit("outcome", value="let-in", status=422)
    form = measuring(page)
    assert form["temperature"].value == "364"
    form["reason"] = "3-2-509 新租户"
    form.submit("outcome", value="let-in", status=303)
    assert passages()[0].reason == "3-2-509 新租户"


def test_an_empty_household_is_asked_about(as_):
    assert "Nobody is known to live here" in verdict(decision(as_("guard"), "2-1-302"))


def test_a_passage_is_taken_back_and_the_door_stands_open_again_to_do_it_right(as_, passages):
    page = let_out(decision(as_("guard"))).follow()
    page = form_to(page, "/withdrawal").submit(status=303).follow()
    assert passages()[0].withdrawn_at is not None
    assert "May go" in verdict(page)


def test_the_offer_to_take_back_ends_after_ten_seconds(as_, went_out, doors):
    old = went_out(doors.home)
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}?logged={old}")
    assert page.html.select_one(".toast.undo")
    from app.gates.queries import UNDO_FOR

    assert timedelta(seconds=10) == UNDO_FOR


def test_a_correction_puts_a_new_row_in_place_and_keeps_the_old_one(as_, went_out, doors, passages):
    old = went_out(doors.home)
    browser = as_("guard")
    page = browser.get(f"/gates/checkpoints/{doors.gate}/log").click(href=f"{old}/correction")
    form = form_to(page, "/correction")
    assert form["temperature"].value == "36.5"
    form["door"], form["temperature"], form["reason"] = "1栋1单元101", "362", "按错门了"
    page = form.submit(status=303).follow()

    first, second = passages()
    assert (first.withdrawn_at is None, second.supersedes_id) == (False, old)
    assert (second.household_id, second.temperature) == (doors.single, 362)
    assert second.occurred_at == first.occurred_at
    assert "taken back" in page
    assert "May go" in verdict(decision(browser))


def test_a_correction_to_a_door_that_is_not_there_keeps_the_form_filled(as_, went_out, doors, passages):
    page = as_("guard").get(f"/gates/passages/{went_out(doors.home)}/correction")
    form = form_to(page, "/correction")
    form["door"] = "9-9-999"
    page = form.submit(status=422)
    assert "no such door" in page
    assert form_to(page, "/correction")["door"].value == "9-9-999"
    assert passages()[0].withdrawn_at is None


def test_what_was_corrected_once_is_not_corrected_again(as_, went_out, doors, passages):
    page = as_("guard").get(f"/gates/passages/{went_out(doors.home)}/correction")
    first, second = form_to(page, "/correction"), form_to(page, "/correction")
    first.submit(status=303)
    second["command_id"] = "0198f000-0000-7000-8000-000000000001"
    assert "corrected this already" in second.submit(status=409)
    assert len(passages()) == 2


def test_the_log_counts_by_hour_and_shows_what_was_taken_back(as_, went_out, doors):
    went_out(doors.home)
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/log")
    assert [tile.get_text(" ", strip=True) for tile in page.html.select(".tile")] == ["1 out", "0 in", "0 turned back"]
    assert f"{clock.district_time(clock.now()).hour}: 1" in page.html.select_one(".chart").text
    assert "3-2-501" in page.html.select_one("#lines").text


def test_whoever_only_looks_sees_counts_and_no_doors(as_, went_out, doors):
    went_out(doors.home)
    page = as_("volunteer").get(f"/gates/checkpoints/{doors.gate}/log")
    assert "1 out" in page.html.select_one(".tiles").get_text(" ", strip=True)
    assert "3-2-501" not in page


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


def blank(html: str) -> str:
    """Without keys and tokens, which are new each time, and as a parser writes it."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(f"<div>{html}</div>", "html5lib")
    for field in soup.select("[name=csrf_token], [name=command_id]"):
        field.decompose()
    return " ".join(soup.body.div.decode_contents().split())
