"""Exactly once, on any command: the one used here is `POST /me/pin`, which issues a one-time code."""

from uuid import uuid4

from sqlalchemy import func, select

from app.access import unscoped
from app.accounts.models import EnrolmentCode
from app.extensions import db
from app.web.receipts import Receipt
from tests.browser import form_to


def codes() -> int:
    with unscoped("counting"):
        return db.session.scalar(select(func.count()).select_from(EnrolmentCode)) or 0


def test_the_same_form_sent_twice_acts_once_and_gives_the_first_answer_again(as_):
    form = form_to(as_("guard").get("/me"), "/me/pin")
    first = form.submit(status=303)
    assert codes() == 1
    assert form.submit(status=303).location == first.location
    db.session.rollback()
    assert codes() == 1


def test_a_key_that_served_somebody_else_is_refused_and_changes_nothing(as_):
    form = form_to(as_("guard").get("/me"), "/me/pin")
    key = form["command_id"].value
    form.submit(status=303)
    other = form_to(as_("volunteer").get("/me"), "/me/pin")
    other["command_id"] = key
    assert "already sent" in other.submit(status=409)
    db.session.rollback()
    assert codes() == 1


def test_a_form_without_its_key_is_sent_back_with_a_reason(as_):
    form = form_to(as_("guard").get("/me"), "/me/pin")
    form["command_id"] = "not a key"
    assert "incomplete" in form.submit(status=409)
    assert codes() == 0


def test_a_receipt_says_who_and_where_it_led(as_, cast):
    form = form_to(as_("guard").get("/me"), "/me/pin")
    form.submit(status=303)
    receipt = db.session.scalars(select(Receipt)).one()
    assert (receipt.actor_id, receipt.endpoint) == (cast.people["guard"], "signin.renew_pin")
    assert receipt.location == "/enrol"


def test_a_write_without_token_or_from_another_site_is_refused(as_):
    browser = as_("guard")
    form = form_to(browser.get("/me"), "/me/pin")
    form["csrf_token"] = "wrong"
    again = form_to(form.submit(status=400), "/me/pin")
    assert again["command_id"].value == form["command_id"].value
    fresh = form_to(browser.get("/me"), "/me/pin")
    fresh.submit(status=403, headers={"Sec-Fetch-Site": "cross-site"})
    fresh.submit(status=403, headers={"Origin": "https://elsewhere.example"})
    assert codes() == 0


def test_what_was_typed_survives_the_end_of_the_session_without_javascript(as_):
    browser = as_("guard")
    form = form_to(browser.get("/me"), "/me/pin")
    form_to(browser.get("/me"), "/sign-out").submit()
    page = form.submit(status=401)
    kept = form_to(page, "/me/pin")
    assert kept["command_id"].value == form["command_id"].value


def test_two_keys_that_differ_are_none(as_):
    browser = as_("guard")
    form = form_to(browser.get("/me"), "/me/pin")
    page = form.submit(headers={"Idempotency-Key": str(uuid4())}, status=409)
    assert "incomplete" in page
    assert codes() == 0
