"""The decision and the record without JavaScript: every form as rendered, every refusal with what was typed."""

from datetime import timedelta

import pytest

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.gates.facts import Direction
from app.gates.statements import Because, Outcome
from app.org import duty
from app.org.models import Checkpoint
from app.org.words import CheckpointKind, Role
from tests.browser import form_to
from tests.gates.steps import decision, let_out, measuring, verdict

pytestmark = pytest.mark.usefixtures("doors", "order")


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
    assert row.direction is Direction.IN


def test_at_a_persuasion_post_the_reasons_are_the_first_screen(as_, make_post, passages):
    post = make_post("西湖路口", CheckpointKind.PERSUASION, "westlake")
    page = as_("community_lead").get(f"/gates/checkpoints/{post}").follow()
    page = form_to(page, "/passages").submit("because", value="gathering").follow().follow()
    (row,) = passages()
    assert (row.outcome, row.because, row.direction) == (Outcome.TURNED_BACK, Because.GATHERING, Direction.OUT)
    assert "turned back" in page.html.select_one(".toast").text


def test_somebody_not_on_the_roster_goes_through_with_a_word_about_who_it_is(as_, doors, passages):
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/passages")
    form = measuring(page)
    form["temperature"] = "364"
    page = form.submit("outcome", value="let-in", status=422)
    form = measuring(page)
    assert form["temperature"].value == "364"
    form["reason"] = "3-2-509 新租户"
    form.submit("outcome", value="let-in", status=303)
    assert (passages()[0].reason, passages()[0].direction) == ("3-2-509 新租户", Direction.IN)


def test_an_empty_household_is_asked_about(as_):
    assert "Nobody is known to live here" in verdict(decision(as_("guard"), "2-1-302"))


def test_at_the_door_of_a_building_an_exit_by_the_gate_of_the_compound_counts(
    as_, cast, went_out, doors, make_post, passages
):
    out, post = went_out(doors.home), make_post("3栋大门", place="building_3")
    with writing(), unscoped("made for the test"):
        where = db.session.get_one(Checkpoint, post)
        duty.bind(cast.people["doctor"], Role.GUARD, where, by=SYSTEM, at=clock.now())
    at_the_door = f"/gates/checkpoints/{post}/passages"
    page = as_("doctor").get(at_the_door, {"door": "3-2-501"})
    assert "Not yet" in verdict(page)

    form = measuring(as_("doctor").get(at_the_door, {"door": "3-2-501", "direction": "in"}))
    form["temperature"] = "365"
    form.submit("outcome", value="let-in", status=303)
    assert (passages()[-1].closes_id, passages()[-1].flags) == (out, "")
