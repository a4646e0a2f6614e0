from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from app.core import clock
from tests.browser import form_to
from tests.territory.sending import add_household, bindings, send


@pytest.fixture
def door(cast) -> str:
    return f"/households/{add_household(cast)}/responsible"


def levels(page) -> list[str]:
    """What each rung of the ladder says."""
    soup = BeautifulSoup(page.text, "html5lib")
    return [" ".join(rung.get_text(" ").split()) for rung in soup.select(".ladder > li")]


def test_three_levels_answer_for_a_door_and_a_gap_shows(as_, door):
    community, grid, compound = levels(as_("cadre").get(door))
    assert "西湖社区" in community
    assert "陈书记 Community lead" in community
    assert "李小芳 Grid worker · 第一网格" in grid
    assert "孙干部 Bound cadre" in compound
    assert "张卫国 Guard · 南门" in compound
    assert "Vacant: Property manager" in compound


def test_one_tap_calls_and_only_those_of_the_own_place_can_be_called(as_, cast):
    for name in ("guard", "volunteer"):
        page = as_(name).get(f"/places/{cast.places['emerald']}")
        assert f"tel:{cast.phones['community_lead']}" in page
        assert cast.phones["stranger"] not in page
        as_(name).get(f"/places/{cast.places['tianrui']}", status=404)
        as_(name).get(f"/places/{cast.places['westlake']}", status=404)


def test_a_guard_is_offered_nothing_to_change(as_, cast):
    page = as_("guard").get(f"/places/{cast.places['emerald']}")
    assert not [form.action for form in page.forms.values() if "/places" in form.action]
    assert "/people" not in page
    assert "Change this place" not in page


def test_who_answered_on_a_day_gone_by_is_read_from_dated_bindings_and_grids(as_, cast, door):
    lead, today = as_("community_lead"), clock.today()
    [row] = bindings(person_id=cast.people["grid_worker"])
    send(lead, f"/bindings/{row.id}/handover", phone="13900000001", name="钱新")
    send(lead, f"/grids/{cast.places['grid']}/buildings", cells=str(cast.places["building_2"]))
    now = levels(lead.get(door))[1]
    assert "Vacant: Grid worker in no grid yet" in now
    on_the_day = levels(lead.get(door, {"on": today.isoformat()}))[1]
    assert "李小芳" in on_the_day
    assert "钱新" in on_the_day
    in_february = levels(lead.get(door, {"on": "2020-02-05"}))[1]
    assert "李小芳" in in_february
    assert "钱新" not in in_february


def test_before_anybody_was_bound_everything_was_vacant(as_, door):
    community, _, compound = levels(as_("community_lead").get(door, {"on": "2020-01-20"}))
    assert "Vacant: Community lead" in community
    assert "Vacant: Bound cadre" in compound


def test_the_day_begins_at_midnight_in_the_district(as_, cast, door):
    lead = as_("community_lead")
    form = form_to(
        lead.get(f"/places/{cast.places['emerald']}/people/new?person={cast.people['volunteer']}"), "/people"
    )
    day = date(2020, 2, 5)
    form["role"], form["starts_on"], form["ends_on"] = "bound_cadre", day.isoformat(), day.isoformat()
    form.submit(status=303)
    for other, held in ((-1, False), (0, True), (1, False)):
        page = lead.get(door, {"on": (day + timedelta(days=other)).isoformat()})
        assert ("王强 Bound cadre" in levels(page)[2]) is held


@pytest.mark.parametrize("day", ["", "0001-01-01", "99999-01-01", "yesterday", "2020-02-30"])
def test_a_day_that_cannot_be_read_shows_now(as_, door, day):
    assert "Right now" in as_("cadre").get(door, {"on": day})


def test_a_door_elsewhere_answers_nobody(as_, cast):
    other = add_household(cast, building="tianrui", compound="tianrui")
    as_("cadre").get(f"/households/{other}/responsible", status=404)
