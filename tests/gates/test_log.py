"""Afterwards: take back, correct, read the day."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.access import unscoped
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.gates.models import Passage
from tests.browser import form_to
from tests.gates.steps import decision, let_out, measuring, verdict

pytestmark = pytest.mark.usefixtures("doors", "order")


def test_a_passage_is_taken_back_and_the_door_stands_open_again_to_do_it_right(as_, passages):
    page = let_out(decision(as_("guard"))).follow()
    page = form_to(page, "/withdrawal").submit(status=303).follow()
    assert passages()[0].withdrawn_at is not None
    assert "May go" in verdict(page)


@pytest.mark.parametrize(("seconds", "is_offered"), [(5, True), (11, False)])
def test_the_offer_to_take_back_stands_for_ten_seconds(as_, went_out, doors, seconds, is_offered):
    row = went_out(doors.home)
    with writing(unaudited="time passes"), unscoped("time passes"):
        db.session.execute(update(Passage).values(received_at=clock.now() - timedelta(seconds=seconds)))
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}?logged={row}")
    assert bool(page.html.select_one(".toast.undo")) is is_offered


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


def test_taking_back_twice_in_two_windows_changes_nothing_more(as_, went_out, doors, passages):
    page = as_("guard").get(f"/gates/passages/{went_out(doors.home)}/correction")
    first, second = form_to(page, "/withdrawal"), form_to(page, "/withdrawal")
    first.submit(status=303)
    before = passages()[0].withdrawn_at
    second["command_id"] = "0198f000-0000-7000-8000-000000000002"
    second.submit(status=409)
    assert passages()[0].withdrawn_at == before


def test_a_corrected_return_of_somebody_of_no_door_still_ends_their_way_out(as_, doors, passages):
    browser = as_("guard")
    unknown = f"/gates/checkpoints/{doors.gate}/passages"
    out = measuring(browser.get(unknown, {"direction": "out"}))
    out["temperature"], out["reason"] = "365", "送货司机"
    out.submit("outcome", value="let-out", status=303)
    back = measuring(browser.get(unknown, {"direction": "in", "returns": passages()[0].id}))
    back["temperature"], back["reason"] = "365", "送货司机"
    back.submit("outcome", value="let-in", status=303)

    form = form_to(browser.get(f"/gates/passages/{passages()[1].id}/correction"), "/correction")
    form["temperature"] = "366"
    form.submit(status=303)
    went, _wrong, corrected = passages()
    assert (corrected.flags, corrected.closes_id) == ("", went.id)
    assert went.returned_at is not None
