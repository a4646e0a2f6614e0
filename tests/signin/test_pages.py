from datetime import UTC, datetime

from sqlalchemy import select

from app.access import unscoped
from app.accounts import SYSTEM, throttles
from app.accounts.enrolments import find_code, issue_code, redeem, revoke
from app.accounts.models import Enrolment, Throttle
from app.accounts.people import disable_person
from app.audit import writing
from app.core import clock
from app.extensions import db
from tests.browser import form_to
from tests.cast import PIN, person

NOON = datetime(2020, 2, 5, 4, 0, tzinfo=UTC)


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(anonymous):
    page = anonymous.get("/today", status=303).follow()
    assert form_to(page, "/sign-in")["next"].value == "/today"


def test_the_page_of_a_signed_in_person_names_them_and_what_they_are_bound_to(as_):
    page = as_("guard").get("/me")
    assert "张卫国" in page
    assert "翡翠一品南门" in page


def test_signing_out_ends_the_session_at_once(as_):
    browser = as_("guard")
    page = form_to(browser.get("/me"), "/sign-out").submit(status=303).follow()
    assert "You are signed out." in page
    browser.get("/me", status=303)


def test_right_pin_on_an_unknown_phone_is_told_to_enrol_and_a_wrong_one_learns_nothing(anonymous, cast):
    form = form_to(anonymous.get("/sign-in"), "/sign-in")
    form["phone"], form["pin"] = cast.phones["guard"], PIN
    assert "not enrolled yet" in form.submit(status=422)
    form["pin"] = "111112"
    assert "do not fit together" in form.submit(status=422)


def test_a_new_pin_is_set_with_a_one_time_code_that_works_once(as_, anonymous, cast):
    enrol = form_to(as_("guard").get("/me"), "/me/pin").submit(status=303).follow()
    form = form_to(enrol, "/enrol")
    code = form["code"].value
    form["pin"] = form["pin_again"] = "480217"
    assert "This phone is enrolled." in form.submit(status=303).follow()
    again = form_to(anonymous.get(f"/enrol/{code}"), "/enrol")
    again["pin"] = again["pin_again"] = "480218"
    assert "used up" in again.submit(status=422)


def test_a_code_shown_on_a_lost_phone_opens_nothing_once_it_is_signed_out_everywhere(as_, anonymous):
    found = form_to(form_to(as_("guard").get("/me"), "/me/pin").submit(status=303).follow(), "/enrol")
    form_to(as_("guard").get("/me"), "/me/sign-out-everywhere").submit(status=303)
    form = form_to(anonymous.get(f"/enrol/{found['code'].value}"), "/enrol")
    form["pin"] = form["pin_again"] = "480217"
    assert "wrong, used up or older" in form.submit(status=422)


def test_with_a_phone_goes_the_code_shown_on_it_and_not_one_from_the_lead(cast):
    now = clock.now()
    with writing(), unscoped("done by the test"):
        guard, lead = person(cast, "guard"), person(cast, "community_lead")
        redeem(find_code(issue_code(guard, by=lead.actor, at=now), now), None, "hash", now)
        enrolment = db.session.scalars(select(Enrolment).where(Enrolment.person_id == guard.id)).one()
        shown = issue_code(guard, by=guard.actor, at=now)
        revoke(enrolment, by=lead.actor, at=now)
        assert find_code(shown, now) is None
        fresh = issue_code(guard, by=lead.actor, at=now)
        revoke(enrolment, by=lead.actor, at=now)
        assert find_code(fresh, now) is not None


def test_six_tries_in_a_row_must_wait_and_the_right_pin_waits_too(anonymous, cast):
    for _ in range(5):
        form = form_to(anonymous.get("/sign-in"), "/sign-in")
        form["phone"], form["pin"] = cast.phones["guard"], "111112"
        form.submit(status=422)
    form["pin"] = PIN
    late = form.submit(status=429)
    assert "Too many tries" in late
    assert int(late.headers["Retry-After"]) > 0


def test_people_who_share_a_phone_sign_in_by_tapping_their_name(as_, anonymous, app, cast):
    for name in ("guard", "volunteer"):
        code = form_to(form_to(as_(name).get("/me"), "/me/pin").submit().follow(), "/enrol")["code"].value
        form = form_to(anonymous.get(f"/enrol/{code}"), "/enrol")
        form["pin"] = form["pin_again"] = "480217"
        home = form.submit(status=303).follow()
        form_to(home, "/sign-out").submit()
    page = anonymous.get("/sign-in")
    assert cast.phones["guard"] not in page
    form = form_to(page, "/sign-in")
    form["phone"], form["pin"] = str(cast.people["volunteer"]), "480217"
    form.submit(status=303)
    assert "王强" in anonymous.get("/me")


def test_a_stranger_cannot_sign_in_with_a_key_from_another_phone(anonymous, cast):
    form = form_to(anonymous.get("/sign-in"), "/sign-in")
    form["phone"], form["pin"] = str(cast.people["guard"]), PIN
    assert "do not fit together" in form.submit(status=422)


def test_whoever_is_disabled_meanwhile_is_out_with_the_next_click(as_, cast):
    browser = as_("guard")
    browser.get("/me")
    with writing(), unscoped("the tests' own district"):
        disable_person(person(cast, "guard"), by=SYSTEM, at=clock.now())
    browser.get("/me", status=303)


def test_somebody_bound_to_a_grid_reads_its_name_though_the_community_around_it_is_not_theirs(as_):
    assert "第一网格" in as_("grid_worker").get("/me")


def test_one_address_that_keeps_trying_leaves_the_tries_of_everybody_else_alone(app):
    crowd = {"from there": throttles.ADDRESS, "everybody": throttles.EVERYBODY}
    for _try in range(throttles.ADDRESS.burst):
        assert throttles.claim(crowd, NOON) == 0
    before = full_at("everybody")
    assert throttles.claim(crowd, NOON) > 0
    assert full_at("everybody") == before


def full_at(key):
    return db.session.scalar(select(Throttle.full_ms).where(Throttle.key == key))
