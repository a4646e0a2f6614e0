from datetime import timedelta

import pytest

from app.access import unscoped
from app.accounts.models import Person
from app.core import clock
from app.extensions import db
from tests.browser import form_to
from tests.territory.sending import bindings, send


@pytest.fixture
def lead(as_):
    return as_("community_lead")


def binding_form(browser, cast, where: str, query: str = ""):
    return form_to(browser.get(f"/places/{cast.places[where]}/people/new{query}"), "/people")


def test_somebody_new_is_registered_and_bound_in_one_go(lead, cast):
    form = binding_form(lead, cast, "emerald")
    form["phone"], form["name"], form["role"] = "139 0000 0001", "钱新", "volunteer"
    page = form.submit(status=303).follow()
    assert "钱新 is bound." in page
    assert "No phone is enrolled yet" in page
    with unscoped("the tests' own district"):
        new = db.session.query(Person).filter_by(name="钱新").one()
    [row] = bindings(person_id=new.id)
    assert (row.role, row.area_id, row.ends_at) == ("volunteer", cast.places["emerald"], None)


def test_the_vacant_seat_leads_to_a_form_that_knows_role_and_place(lead, cast):
    page = lead.get(f"/places/{cast.places['emerald']}").click("Vacant: Property manager")
    form = form_to(page, "/people")
    assert (form["role"].value, form["place"].value) == ("property_manager", str(cast.places["emerald"]))


def test_a_number_registered_elsewhere_is_said_so_and_that_person_can_be_bound_instead(lead, cast):
    form = binding_form(lead, cast, "emerald")
    form["phone"], form["name"], form["role"] = cast.phones["stranger"], "某人", "volunteer"
    page = form.submit(status=422)
    assert "registered already, for 吴*." in page
    assert "吴书记" not in page
    assert not bindings(person_id=cast.people["stranger"], area_id=cast.places["emerald"])
    again = form_to(page, "/people")
    again["sure"] = True
    assert "吴书记 is bound." in again.submit(status=303).follow()
    assert bindings(person_id=cast.people["stranger"], area_id=cast.places["emerald"])


def test_an_unknown_number_without_a_name_asks_for_the_name(lead, cast):
    form = binding_form(lead, cast, "emerald")
    form["phone"], form["role"] = "13900000009", "volunteer"
    page = form.submit(status=422)
    assert "Give the name to register them." in page
    assert form_to(page, "/people")["phone"].value == "13900000009"


@pytest.mark.parametrize("role", ["administrator", "headquarters", "inspector"])
def test_a_lead_gives_no_role_above_the_own(lead, cast, role):
    url = f"/places/{cast.places['westlake']}/people"
    fields = {"phone": cast.phones["guard"], "sure": "y", "place": str(cast.places["westlake"]), "role": role}
    assert "valid choice" in send(lead, url, status=422, **fields)
    assert len(bindings(person_id=cast.people["guard"])) == 1


def test_headquarters_gives_no_administrator_and_an_administrator_does(as_, cast):
    url = f"/places/{cast.places['district']}/people"
    fields = {
        "phone": cast.phones["cadre"],
        "sure": "y",
        "place": str(cast.places["district"]),
        "role": "administrator",
    }
    send(as_("hq_officer"), url, status=422, **fields)
    send(as_("administrator"), url, **fields)
    assert len(bindings(person_id=cast.people["cadre"], role="administrator")) == 1


def test_a_role_is_bound_only_where_it_fits(lead, cast):
    form = binding_form(lead, cast, "westlake")
    form["phone"], form["name"], form["role"] = "13900000001", "钱新", "grid_worker"
    page = form.submit(status=409)
    assert "This role is not given at such a place." in page
    again = form_to(page, "/people")
    again["place"] = str(cast.places["grid"])
    again.submit(status=303)
    assert len(bindings(grid_id=cast.places["grid"], role="grid_worker")) == 2


def test_the_same_binding_is_refused_while_it_holds(lead, cast):
    form = binding_form(lead, cast, "emerald", "?role=guard")
    form["phone"], form["place"] = cast.phones["guard"], str(cast.places["gate"])
    page = form.submit(status=422)
    again = form_to(page, "/people")
    again["sure"] = True
    assert "bound there in this role already" in again.submit(status=409)


def test_first_and_last_day_are_days_of_the_district_and_in_order(lead, cast):
    form = binding_form(lead, cast, "emerald", f"?person={cast.people['volunteer']}&role=bound_cadre")
    first, last = clock.today() + timedelta(days=2), clock.today() + timedelta(days=4)
    form["starts_on"], form["ends_on"] = last.isoformat(), first.isoformat()
    assert "The last day lies before the first." in form.submit(status=409)
    form["starts_on"], form["ends_on"] = first.isoformat(), last.isoformat()
    form.submit(status=303)
    [row] = bindings(person_id=cast.people["volunteer"], role="bound_cadre")
    assert (row.starts_at, row.ends_at) == (clock.start_of(first), clock.end_of(last))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon", "2020-02-30"])
def test_a_day_no_calendar_holds_comes_back_with_the_form(lead, cast, day):
    form = binding_form(lead, cast, "emerald", "?role=volunteer")
    form["phone"], form["name"], form["starts_on"] = "13900000001", "钱新", day
    form.submit(status=422)


def test_an_ended_binding_counts_no_more_in_the_next_click_of_an_open_session(as_, lead, cast):
    cadre, page = as_("cadre"), f"/places/{cast.places['emerald']}"
    cadre.get(page, status=200)
    [row] = bindings(person_id=cast.people["cadre"])
    person = lead.get(f"/people/{cast.people['cadre']}")
    assert "This binding has ended." in form_to(person, f"/bindings/{row.id}/ending").submit(status=303).follow()
    cadre.get(page, status=404)
    cadre.get("/places", status=403)
    assert "has ended already" in send(lead, f"/bindings/{row.id}/ending", status=409)


def test_a_new_binding_counts_at_once_in_an_open_session(as_, lead, cast):
    doctor, page = as_("doctor"), f"/places/{cast.places['emerald']}"
    doctor.get(page, status=403)
    binding_form(lead, cast, "emerald", f"?person={cast.people['doctor']}&role=bound_cadre").submit(status=303)
    doctor.get(page, status=200)


def test_handing_over_leaves_neither_gap_nor_overlap(as_, lead, cast):
    [row] = bindings(person_id=cast.people["guard"])
    form = form_to(lead.get(f"/bindings/{row.id}/handover"), "/handover")
    form["phone"], form["name"] = "13900000001", "钱新"
    assert "Handed over to 钱新." in form.submit(status=303).follow()
    old, new = bindings(checkpoint_id=cast.places["gate"])
    assert old.ends_at == new.starts_at
    assert (new.role, new.ends_at) == (old.role, None)
    as_("guard").get("/gates", status=403)


def test_nobody_hands_over_to_themselves(lead, cast):
    [row] = bindings(person_id=cast.people["guard"])
    fields = {"phone": cast.phones["guard"], "sure": "y"}
    assert "holds it already" in send(lead, f"/bindings/{row.id}/handover", status=409, **fields)


def test_the_last_administrator_stays(as_, cast):
    [row] = bindings(role="administrator")
    assert "the last administrator" in send(as_("administrator"), f"/bindings/{row.id}/ending", status=409)


def test_headquarters_ends_no_administrator(as_, cast):
    [row] = bindings(role="administrator")
    assert "not yours to give or to end" in send(as_("hq_officer"), f"/bindings/{row.id}/ending", status=409)


def test_a_binding_taken_back_before_it_began_never_held_and_can_be_given_again(lead, cast):
    day = (clock.today() + timedelta(days=5)).isoformat()
    query = f"?person={cast.people['volunteer']}&role=bound_cadre"
    for _ in range(2):
        form = binding_form(lead, cast, "emerald", query)
        form["starts_on"] = day
        form.submit(status=303)
        row = bindings(person_id=cast.people["volunteer"], role="bound_cadre")[-1]
        send(lead, f"/bindings/{row.id}/ending")
        assert "ended already" in send(lead, f"/bindings/{row.id}/ending", status=409)


def test_who_ends_the_own_binding_lands_on_a_page_they_may_still_see(lead, cast):
    [row] = bindings(person_id=cast.people["community_lead"])
    assert send(lead, f"/bindings/{row.id}/ending").follow().status_int == 200


def test_a_known_person_is_carried_down_the_tree_to_the_place_they_take_on(as_, cast):
    page = as_("hq_officer").get(f"/people/{cast.people['cadre']}").click("Bind to a place")
    form = form_to(page.click("西湖社区", index=-1).click("翡翠一品"), "/people")
    form["role"] = "volunteer"
    assert "孙干部 is bound." in form.submit(status=303).follow()
