"""Who somebody is: asked with a reason, shown once, to whoever asked, and written down."""

import re
from datetime import timedelta

import pytest

from app.core import clock
from tests.browser import form_to
from tests.places.homes import ID_NUMBER, PHONE, Details, entries, make_home, people, send


@pytest.fixture
def someone(cast):
    key = make_home(cast, "building_3", "3-2-501", Details("张三丰", "户主", PHONE, ID_NUMBER))
    return key, people(key)[0].id


def ask(browser, who, reason="call"):
    form = form_to(browser.get(f"/residents/{who}"), "/reveals")
    return form.submit("reason", value=reason, status=303)


def test_a_reason_shows_name_and_phone_and_is_written_down(as_, cast, someone):
    home_key, who = someone
    page = ask(as_("cadre"), who).follow()
    assert "张三丰" in page
    assert page.html.find("a", href=f"tel:{PHONE}")
    assert "**************0016" in page
    assert ID_NUMBER not in page
    assert page.headers["Cache-Control"] == "no-store"
    assert re.fullmatch(f"(299|300); url=/households/{home_key}", page.headers["Refresh"])
    entry = entries(home_key, "places.resident.revealed")[0]
    assert (entry.actor_id, entry.facts) == (cast.people["cadre"], {"resident": str(who), "reason": "call"})


@pytest.mark.parametrize(("reason", "full"), [("call", False), ("visit", False), ("identity", True), ("tracing", True)])
def test_the_identity_number_needs_a_reason_of_its_own(as_, someone, reason, full):
    page = ask(as_("community_lead"), someone[1], reason).follow()
    assert (ID_NUMBER in page) is full


def test_without_a_reason_nothing_is_shown_or_written_down(as_, someone):
    home_key, who = someone
    browser = as_("community_lead")
    page = form_to(browser.get(f"/residents/{who}"), "/reveals").submit(status=422)
    assert "Please give a reason." in page
    assert "三丰" not in page
    send(browser, f"/residents/{who}/reveals", 422, reason="curiosity")
    assert not entries(home_key, "places.resident.revealed")


def test_what_was_revealed_opens_to_nobody_else(as_, cast, someone):
    home_key, who = someone
    url = ask(as_("cadre"), who).location
    other = make_home(cast, "building_3", "3-2-502", "李四")
    as_("community_lead").get(url, status=404)
    as_("guard").get(url, status=403)
    as_("stranger").get(url, status=404)
    as_("cadre").get(url.replace(str(who), str(people(other)[0].id)), status=404)
    as_("cadre").get(url.replace(url.rpartition("/")[2], str(home_key)), status=404)


def test_after_five_minutes_one_must_ask_again(as_, someone, monkeypatch):
    browser = as_("cadre")
    url = ask(browser, someone[1]).location
    browser.get(url, status=200)
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = browser.get(url, status=303).follow()
    assert "Please ask again." in page
    assert "三丰" not in page


def test_asking_twice_with_one_form_is_one_entry(as_, someone):
    home_key, who = someone
    form = form_to(as_("cadre").get(f"/residents/{who}"), "/reveals")
    first, again = form.submit("reason", value="call", status=303), form.submit("reason", value="call", status=303)
    assert first.location == again.location
    assert len(entries(home_key, "places.resident.revealed")) == 1


@pytest.mark.parametrize(
    ("name", "status"), [("guard", 403), ("volunteer", 403), ("grid_worker", 404), ("stranger", 404)]
)
def test_who_may_not_see_people_may_not_ask_who_they_are(as_, someone, name, status):
    send(as_(name), f"/residents/{someone[1]}/reveals", status, reason="call")
    assert not entries(someone[0], "places.resident.revealed")


def test_who_saw_the_household_in_30_days_is_one_page_also_after_a_merger(as_, cast, someone, monkeypatch):
    home_key, who = someone
    stays = make_home(cast, "building_3", "3-9-501")
    ask(as_("hq_officer"), who)
    lead = as_("community_lead")
    assert "赵指挥" in lead.get(f"/households/{home_key}/history")
    send(lead, f"/households/{home_key}/merger", 303, door="3-9-501", stays="other")
    page = lead.get(f"/households/{stays}").click("Who saw this household")
    lines = [row.text for row in page.html.select(".row-text")]
    assert any("赵指挥" in line and "Saw who a person is · 张* · Phone call" in line for line in lines)
    assert any("陈书记" in line and "Merged a double" in line for line in lines)
    assert "三丰" not in page
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "赵指挥" not in as_("community_lead").get(f"/households/{stays}/history")


def test_who_saw_a_household_is_for_those_who_may_read_the_trail(as_, someone):
    as_("cadre").get(f"/households/{someone[0]}/history", status=403)
    assert "Who saw this household" not in as_("cadre").get(f"/households/{someone[0]}")
