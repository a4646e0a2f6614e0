import re
from datetime import timedelta

import pytest

from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.models import Person
from app.accounts.people import register_person
from app.audit import writing
from app.core.clock import now, today
from app.extensions import db
from app.org.models import Area
from tests.browser import Browser, form_to
from tests.cast import PIN
from tests.territory.sending import bindings, send


@pytest.fixture
def lead(as_):
    return as_("community_lead")


def page_of(cast, name: str) -> str:
    return f"/people/{cast.people[name]}"


def enrol(app, code_page) -> Browser:
    """A phone enrolled with the code on `code_page`."""
    phone = Browser(app)
    phone.set_cookie("menhu_language", "en")
    form = form_to(phone.get(re.search(r"/enrol/[A-Z0-9-]{11}", code_page.text)[0]), "/enrol")
    form["pin"] = form["pin_again"] = "480217"
    form.submit(status=303)
    return phone


def test_a_one_time_code_is_shown_once_with_link_and_qr_and_enrols_a_phone(app, lead, cast):
    page = form_to(lead.get(page_of(cast, "guard")), "/codes").submit(status=303).follow()
    assert "data:image/svg+xml" in page
    enrol(app, page).get("/me", status=200)
    again = lead.get(f"{page_of(cast, 'guard')}/code")
    assert "shown already" in again
    assert not re.search(r"/enrol/[A-Z0-9]", again.text)


def test_a_code_is_kept_nowhere_in_the_database(app, lead, cast):
    page = form_to(lead.get(page_of(cast, "guard")), "/codes").submit(status=303).follow()
    code = re.search(r"/enrol/([A-Z0-9-]{11})", page.text)[1].replace("-", "")
    with db.engine.connect() as connection:
        for table in db.metadata.tables.values():
            for row in connection.execute(table.select()):
                assert code not in str(row).replace("-", "")


def test_a_code_shown_for_one_person_is_not_shown_for_another(lead, cast):
    form_to(lead.get(page_of(cast, "guard")), "/codes").submit(status=303)
    assert "shown already" in lead.get(f"{page_of(cast, 'volunteer')}/code")


def test_one_phone_is_locked_out_at_once_and_the_others_stay(app, lead, cast):
    first, second = (
        enrol(app, form_to(lead.get(page_of(cast, "guard")), "/codes").submit(status=303).follow()) for _ in range(2)
    )
    assert "Phone 2" in lead.get(page_of(cast, "guard"))
    form_to(lead.get(page_of(cast, "guard")), "/revocation").submit(status=303)
    first.get("/me", status=303)
    second.get("/me", status=200)


def test_nobody_issues_a_code_for_somebody_who_may_do_more(lead, as_, cast):
    url = f"/places/{cast.places['district']}/people"
    fields = {"phone": cast.phones["cadre"], "sure": "y", "place": str(cast.places["district"]), "role": "headquarters"}
    send(as_("hq_officer"), url, **fields)
    page = lead.get(page_of(cast, "cadre"))
    assert "headquarters keeps the account" in page
    assert "/codes" not in page
    for noun in ("codes", "closure", "correction"):
        answer = send(lead, f"{page_of(cast, 'cadre')}/{noun}", status=409, name="甲", phone="13900000001")
        assert "is not yours to give" in answer


def test_nor_for_somebody_who_will_do_more_from_a_day_to_come(lead, as_, cast):
    fields = {"phone": cast.phones["cadre"], "sure": "y", "place": str(cast.places["district"]), "role": "headquarters"}
    tomorrow = (today() + timedelta(days=1)).isoformat()
    send(as_("hq_officer"), f"/places/{cast.places['district']}/people", starts_on=tomorrow, **fields)
    send(lead, f"{page_of(cast, 'cadre')}/codes", status=409)


def test_an_account_kept_elsewhere_can_be_seen_where_it_is_bound_but_not_touched(lead, cast):
    fields = {"phone": cast.phones["stranger"], "sure": "y", "role": "volunteer", "place": str(cast.places["emerald"])}
    send(lead, f"/places/{cast.places['emerald']}/people", **fields)
    page = lead.get(page_of(cast, "stranger"))
    assert "Volunteer · 翡翠一品" in page
    assert "Community lead" not in page
    for noun in ("codes", "closure", "correction"):
        send(lead, f"{page_of(cast, 'stranger')}/{noun}", status=404)


def test_a_record_is_corrected_and_a_number_somebody_else_has_is_refused(lead, cast):
    form = form_to(lead.get(f"{page_of(cast, 'guard')}/correction"), "/correction")
    form["name"], form["phone"] = "张建国", cast.phones["stranger"]
    page = form.submit(status=409)
    assert "Somebody else is registered with this phone number." in page
    again = form_to(page, "/correction")
    assert again["name"].value == "张建国"
    again["phone"] = "139-0000-0007"
    assert "张建国" in again.submit(status=303).follow()
    assert "13900000007" in lead.get(page_of(cast, "guard"))


def test_a_closed_account_signs_in_no_more_and_its_seats_are_vacant(as_, lead, cast):
    guard = as_("guard")
    form_to(lead.get(page_of(cast, "guard")), "/closure").submit(status=303)
    guard.get("/me", status=303)
    assert bindings(person_id=cast.people["guard"])[0].ends_at
    assert "Vacant: Guard" in lead.get(f"/places/{cast.places['emerald']}")
    assert "closed already" in send(lead, f"{page_of(cast, 'guard')}/closure", status=409)
    send(lead, f"{page_of(cast, 'guard')}/codes", status=409)


def test_a_closed_account_is_opened_again_and_bound_anew(lead, cast):
    send(lead, f"{page_of(cast, 'guard')}/closure")
    fields = {"phone": cast.phones["guard"], "sure": "y", "role": "guard", "place": str(cast.places["gate"])}
    url = f"/places/{cast.places['emerald']}/people"
    assert "is closed. Open it again first." in send(lead, url, status=422, **fields)
    form_to(lead.get(page_of(cast, "guard")), "/reopening").submit(status=303)
    send(lead, url, **fields)
    assert "This account is open." in send(lead, f"{page_of(cast, 'guard')}/reopening", status=409)


def test_nobody_closes_the_own_account(lead, cast):
    assert "your own account" in send(lead, f"{page_of(cast, 'community_lead')}/closure", status=409)


@pytest.mark.parametrize(
    ("text", "found"), [("卫国", True), ("13800000000", True), ("138 0000 0000", True), ("1380000", False)]
)
def test_people_are_found_by_part_of_the_name_or_the_whole_number(lead, text, found):
    assert ("张卫国" in lead.get("/people", {"q": text})) is found


def test_people_elsewhere_are_not_found(lead, cast):
    assert "吴书记" not in lead.get("/people", {"q": cast.phones["stranger"]})


def test_a_long_list_of_people_is_walked_page_by_page(lead, cast):
    with writing(), unscoped("the tests' own district"):
        westlake = db.session.get_one(Area, cast.places["westlake"])
        for number in range(65):
            register_person(f"志愿者{number:02}", f"1370000{number:04}", westlake, by=SYSTEM, at=now())
    seen, page = set(), lead.get("/people")
    for _ in range(3):
        seen |= set(re.findall("志愿者[0-9]{2}", page.text))
        page = page.click("Show more", index=0) if "Show more" in page else page
    assert len(seen) == 65


def test_two_registrars_cannot_both_have_one_number(lead, cast):
    with unscoped("the tests' own district"):
        before = db.session.query(Person).count()
        db.session.rollback()
    form = form_to(lead.get(f"/places/{cast.places['emerald']}/people/new?role=none"), "/people")
    form["phone"], form["name"] = "13900000001", "甲"
    form.submit(status=303)
    form["name"] = "乙"
    form["command_id"] = "01a20000-0000-7000-8000-000000000001"
    assert "registered already, for 甲" in form.submit(status=422)
    with unscoped("the tests' own district"):
        assert db.session.query(Person).count() == before + 1


def test_the_pin_of_the_cast_is_no_secret_of_the_pages(lead, cast):
    assert PIN not in lead.get(page_of(cast, "guard"))
