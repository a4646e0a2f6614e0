"""Every command of territory: who may, who may not, and what outsiders learn (nothing)."""

import pytest

from app.access import unscoped
from app.accounts.models import SignIn
from app.audit import writing
from app.core.clock import now
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, Grid
from tests.territory.sending import bindings, send

AT_WESTLAKE = {
    "parts": {"kind": "compound", "names": "新苑"},
    "name": {"name": "新名"},
    "closure": {},
    "posts": {"kind": "temperature", "name": "北门"},
    "grids": {"name": "第二网格"},
    "people": {"phone": "13900000001", "name": "新人", "role": "volunteer"},
}


@pytest.fixture
def commands(cast) -> dict[str, dict]:
    """Every command, sent as its form would."""
    gate, grid, guard = cast.places["gate"], cast.places["grid"], cast.people["guard"]
    binding = bindings(person_id=guard)[0].id
    found = {f"/places/{cast.places['westlake']}/{noun}": fields for noun, fields in AT_WESTLAKE.items()}
    found |= {f"/posts/{gate}/closure": {}, f"/grids/{grid}/buildings": {}, f"/grids/{grid}/closure": {}}
    found |= {
        f"/bindings/{binding}/ending": {},
        f"/bindings/{binding}/handover": {"phone": "13900000002", "name": "乙"},
    }
    found |= {f"/people/{guard}/correction": {"name": "丙", "phone": "13900000003"}}
    return found | {f"/people/{guard}/{noun}": {} for noun in ("closure", "reopening", "codes")}


def state() -> list:
    """Everything these commands could change, in short."""
    with unscoped("the tests' own district"):
        found = [
            *db.session.execute(db.select(Area.name, Area.closed_at).order_by(Area.id)),
            *db.session.execute(db.select(Checkpoint.name, Checkpoint.closed_at).order_by(Checkpoint.id)),
            *db.session.execute(db.select(Grid.name, Grid.closed_at).order_by(Grid.id)),
            *db.session.execute(db.select(Binding.role, Binding.ends_at).order_by(Binding.id)),
        ]
        db.session.rollback()
    return found


@pytest.mark.parametrize("name", ["guard", "volunteer", "grid_worker", "cadre", "doctor"])
def test_who_has_no_say_is_refused_and_nothing_changes(as_, commands, name):
    before, browser = state(), as_(name)
    for url, fields in commands.items():
        assert send(browser, url, status="*", **fields).status_int in (403, 404), url
    assert state() == before


def test_the_lead_of_another_community_sees_nothing_there(as_, commands):
    before, browser = state(), as_("stranger")
    for url, fields in commands.items():
        send(browser, url, status=404, **fields)
    assert state() == before


def test_a_session_that_ended_meanwhile_keeps_what_was_typed(as_, commands, cast):
    browser = as_("community_lead")
    token = browser.get("/me").forms[0]["csrf_token"].value
    with writing(unaudited="the tests' own district"), unscoped("the tests' own district"):
        db.session.execute(db.update(SignIn).values(ended_at=now()))
    before = state()
    for url, fields in commands.items():
        page = browser.post(url, {"csrf_token": token, **fields}, status=401)
        assert all(value in page for value in fields.values())
    assert state() == before


def test_a_form_from_elsewhere_is_not_taken(as_, commands):
    before, browser = state(), as_("community_lead")
    for url, fields in commands.items():
        browser.post(url, fields, status=400)
    assert state() == before


def test_the_same_form_sent_twice_acts_once(as_, commands, cast):
    browser = as_("administrator")
    token = browser.get("/me").forms[0]["csrf_token"].value
    last = f"/places/{cast.places['westlake']}/closure"
    for number, (url, fields) in enumerate(sorted(commands.items(), key=lambda item: item[0] == last)):
        body = {"csrf_token": token, "command_id": f"01a20000-0000-7000-8000-{number:012}", **fields}
        if url.endswith("/people"):
            body["place"] = str(cast.places["westlake"])
        first = browser.post(url, body, status="*")
        after = state()
        again = browser.post(url, body, status="*")
        assert (again.status_int, again.location) == (first.status_int, first.location), url
        assert state() == after


@pytest.mark.parametrize(
    ("noun", "asked"),
    [
        ("parts", "Please give a name."),
        ("posts", "Please give a name."),
        ("grids", "Please give a name."),
        ("name", "Please give a name."),
        ("people", "Please give the phone number."),
    ],
)
def test_an_empty_form_comes_back_and_says_what_is_missing(as_, cast, noun, asked):
    url = f"/places/{cast.places['westlake']}/{noun}"
    page = send(
        as_("community_lead"), url, status=422, kind="persuasion" if noun == "posts" else "compound", role="none"
    )
    assert asked in page


def test_pages_about_people_are_for_those_who_keep_them(as_, cast):
    guard = cast.people["guard"]
    for name in ("guard", "cadre", "grid_worker"):
        as_(name).get("/people", status=403)
        as_(name).get(f"/people/{guard}", status=403)
    as_("stranger").get(f"/people/{guard}", status=404)
