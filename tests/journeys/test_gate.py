"""The first main job, end to end: a real roster goes in, a guard logs passages on a phone."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.core import clock

pytestmark = pytest.mark.journey
EMERALD = Path(__file__).parent.parent / "data" / "roster-emerald-105-households.xlsx"


class Taps:
    """A thumb that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, selector: str) -> None:
        self.page.locator(f"{selector} >> visible=true").first.tap()
        self.count += 1


def import_emerald(lead: Page, emerald: object) -> None:
    """Upload, look at the columns, compare, put in."""
    lead.goto(f"/places/{emerald}/imports")
    lead.set_input_files("input[type=file]", EMERALD)
    lead.locator("main form button[type=submit], main form button:not([type])").first.tap()
    lead.locator(".dock button").tap()
    expect(lead.locator("form[action$='/approval'] button")).to_contain_text("105", timeout=30_000)
    lead.locator("form[action$='/approval'] button").tap()
    lead.locator("form[action$='/reversal'] button").wait_for(state="attached", timeout=30_000)


def order_one_exit_in_two_days(lead: Page, emerald: object) -> None:
    lead.goto(f"/gates/areas/{emerald}/exit-policies")
    lead.fill("[name=exits]", "1")
    lead.fill("[name=days]", "2")
    lead.locator("main form button").tap()
    expect(lead.locator("#toasts")).not_to_be_empty()


def let_out(guard: Page, digits: str = "65") -> Taps:
    """From the first door group to logged: building and unit, room, temperature, LET OUT."""
    taps = Taps(guard)
    taps.on("a[href*='unit']:has-text('2')")
    taps.on(".facade a:has-text('501')")
    for digit in digits:
        taps.on(f"[data-key='{digit}']")
    taps.on("button.let-out")
    return taps


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_roster_goes_in_and_a_guard_logs_an_exit_a_return_and_a_second_exit_against_red(phone, district, locale):
    emerald, gate = district.cast.places["emerald"], district.cast.places["gate"]
    lead = phone("community_lead", locale)
    import_emerald(lead, emerald)
    order_one_exit_in_two_days(lead, emerald)

    guard = phone("guard", locale)
    guard.goto(f"/gates/checkpoints/{gate}")
    loads = []
    guard.on("load", lambda loaded: loads.append(loaded.url))
    taps = let_out(guard)
    expect(guard.locator(".toast.undo")).to_be_visible()
    assert taps.count <= 6
    assert not loads, "the page was loaded anew"

    back = Taps(guard)
    back.on("a[href$='/still-out']")
    back.on("a[href*='direction=in']")
    for digit in "64":
        back.on(f"[data-key='{digit}']")
    back.on("button[value='let-in']")
    expect(guard.locator(".toast.undo")).to_be_visible()
    assert back.count <= 5
    expect(guard.locator("a[href*='direction=in']")).to_have_count(0)

    guard.goto(f"/gates/checkpoints/{gate}")
    taps = Taps(guard)
    taps.on("a[href*='unit']:has-text('2')")
    taps.on(".facade a:has-text('501')")
    verdict = guard.locator(".verdict.stop >> visible=true").first
    expect(verdict).to_be_visible()
    again = clock.today() + timedelta(days=2)
    expect(verdict).to_contain_text(re.compile(rf"\b{again.day}\b|{again.day}日"))
    expect(verdict).to_contain_text("0:00")
    guard.fill("#reason", "买药")
    for digit in "65":
        taps.on(f"[data-key='{digit}']")
    taps.on("button.let-out")
    expect(guard.locator(".toast.undo")).to_be_visible()

    lead.goto(f"/gates/areas/{emerald}/flagged-passages")
    expect(lead.locator("main")).to_contain_text("买药")


def test_a_tap_on_undo_takes_the_passage_back_and_it_stays_in_the_log(phone, district):
    emerald, gate = district.cast.places["emerald"], district.cast.places["gate"]
    import_emerald(phone("community_lead"), emerald)
    guard = phone("guard")
    guard.goto(f"/gates/checkpoints/{gate}")
    let_out(guard)
    guard.locator(".toast.undo button").tap()
    expect(guard.locator("button.let-out >> visible=true")).to_be_visible()
    guard.goto(f"/gates/checkpoints/{gate}/still-out")
    expect(guard.locator("a[href*='direction=in']")).to_have_count(0)
    guard.goto(f"/gates/checkpoints/{gate}/log")
    expect(guard.locator("main")).to_contain_text("501")


def test_without_javascript_the_same_is_done_with_plain_forms(phone, district):
    emerald, gate = district.cast.places["emerald"], district.cast.places["gate"]
    import_emerald(phone("community_lead"), emerald)
    guard = phone("guard", java_script_enabled=False)
    guard.goto(f"/gates/checkpoints/{gate}?by=digits")
    guard.fill("#words", "2 1 501")
    guard.locator("main form button[type=submit], main form button:not([type])").first.tap()
    guard.fill("[name=temperature]", "36.4")
    guard.locator("button.let-out").tap()
    expect(guard.locator(".toast.undo")).to_contain_text("2-1-501")
    guard.goto(f"/gates/checkpoints/{gate}/still-out")
    expect(guard.locator("main")).to_contain_text("2-1-501")


def test_what_is_missing_is_said_in_place_and_what_was_typed_stays(phone, district):
    emerald, gate = district.cast.places["emerald"], district.cast.places["gate"]
    import_emerald(phone("community_lead"), emerald)
    guard = phone("guard")
    guard.goto(f"/gates/checkpoints/{gate}/passages?door=2-1-501")
    guard.locator(".purpose, label.chip").first.wait_for()
    guard.locator("button.let-out").tap()
    expect(guard.locator("main .banner.error")).to_be_visible()
    for digit in "65":
        guard.locator(f"[data-key='{digit}']").tap()
    guard.locator("button.let-out").tap()
    expect(guard.locator(".toast.undo")).to_contain_text("2-1-501")
