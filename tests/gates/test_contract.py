"""What every command of the gates keeps to, whoever sends it and however often."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.access import unscoped
from app.audit.models import Entry
from app.extensions import db
from app.gates.models import ExitPolicy, Passage

HOSTILE = [
    "\"'><script>alert(1)</script>",
    "'; DROP TABLE gates_passages; --",
    "{{ 6007 * 6007 }}",
    "\u202e\u200b门\U0001f6aa",
    "=cmd|' /C calc'!A0",
    "有\x00空",
]


@dataclass
class Command:
    """One command: where, who may, a good body, the field that takes free text, a body that lacks something."""

    name: str
    doer: str
    body: dict = field(default_factory=dict)
    text: str = ""
    lacking: dict = field(default_factory=dict)
    page: bool = True


COMMANDS = [
    Command(
        "record", "guard", {"outcome": "let-out", "temperature": "365", "mask": "y"}, "reason", {"temperature": ""}
    ),
    Command("withdraw", "guard", page=False),
    Command(
        "correct", "guard", {"outcome": "let-out", "temperature": "366", "direction": "out"}, "reason", {"outcome": ""}
    ),
    Command("issue", "community_lead", {"exits": "1", "days": "3"}, "words", {"days": ""}),
]
WITH_FORM = [command for command in COMMANDS if command.page]
by_name = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
by_name_with_form = pytest.mark.parametrize("command", WITH_FORM, ids=lambda command: command.name)


@pytest.fixture
def url(cast, doors, went_out):
    """`url(command)`: where it is sent."""
    old = went_out(doors.single)
    urls = {
        "record": f"/gates/checkpoints/{doors.gate}/passages",
        "withdraw": f"/gates/passages/{old}/withdrawal",
        "correct": f"/gates/passages/{old}/correction",
        "issue": f"/gates/areas/{cast.places['emerald']}/exit-policies",
    }
    return lambda command: urls[command.name]


@pytest.fixture
def body(doors):
    """`body(command, field=…)`: a good body with a fresh key, a little changed."""
    door = {
        "record": {"household": doors.home, "direction": "out"},
        "correct": {"household": doors.single, "door": "1-1-101"},
    }
    return lambda command, **more: {
        "command_id": str(uuid4()),
        **{name: str(value) for name, value in {**door.get(command.name, {}), **command.body, **more}.items()},
    }


def token(browser) -> str:
    return browser.get("/me").html.find("input", {"name": "csrf_token"})["value"]


def send(browser, url, body):
    return browser.post(url, {"csrf_token": token(browser), **body}, status="*")


def rows() -> tuple[int, ...]:
    """How many passages, withdrawn ones, policies and audit entries there are."""
    db.session.rollback()
    with unscoped("counted by the test"):
        models = (Passage.id, Passage.withdrawn_at, ExitPolicy.id, Entry.id)
        return tuple(db.session.scalar(select(func.count(column))) for column in models)


@by_name
def test_the_right_person_may_and_it_is_in_the_audit_trail(as_, url, body, command):
    browser, before = as_(command.doer), rows()
    assert send(browser, url(command), body(command)).status_int == 303
    after = rows()
    assert after[:3] != before[:3]
    assert after[3] > before[3]


@by_name
def test_whoever_may_not_is_refused_and_nothing_changes(as_, url, body, command):
    browser, before = as_("volunteer"), rows()
    assert send(browser, url(command), body(command)).status_int == 403
    assert rows() == before


@by_name
def test_from_another_tree_it_does_not_exist(as_, url, body, command):
    browser, before = as_("stranger"), rows()
    assert send(browser, url(command), body(command)).status_int == 404
    assert rows() == before


@by_name
def test_nobody_signed_in_is_told_so_and_gets_the_text_back(as_, url, body, command):
    browser, before = as_(command.doer), rows()
    form_token = token(browser)
    browser.set_cookie("menhu_session", "ended")
    more = {command.text: "写了一半"} if command.text else {}
    page = browser.post(url(command), {"csrf_token": form_token, **body(command, **more)}, status=401)
    assert rows() == before
    assert not command.text or "写了一半" in page


@by_name
def test_sent_twice_it_happens_once_and_gets_the_same_answer(as_, url, body, command):
    browser, sent = as_(command.doer), body(command)
    first, between = send(browser, url(command), sent), rows()
    second = send(browser, url(command), sent)
    assert (second.status_int, second.location) == (303, first.location)
    assert rows() == between


@by_name
def test_a_key_used_for_something_else_is_never_taken_for_done(as_, url, body, command):
    browser, sent = as_(command.doer), body(command)
    send(browser, url(command), sent)
    between = rows()
    page = send(browser, url(command), {**sent, "mask": "n", command.text or "more": "又写了点"})
    assert page.status_int == 409
    assert "already sent" in page
    assert rows() == between


@by_name_with_form
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(as_, url, body, command):
    browser, before = as_(command.doer), rows()
    page = send(browser, url(command), body(command, **{command.text: "保留这句"}, **command.lacking))
    assert page.status_int == 422
    assert "保留这句" in page
    assert rows() == before


@by_name_with_form
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(as_, url, body, command, text):
    browser = as_(command.doer)
    page = send(browser, url(command), body(command, **{command.text: text})).follow()
    assert "<script>alert" not in page
    assert "36084049" not in page
    assert send(browser, url(command), body(command, **{command.text: text}, **command.lacking)).status_int in {
        422,
        409,
    }


@by_name_with_form
def test_a_megabyte_of_text_is_asked_for_again(as_, url, body, command):
    browser, before = as_(command.doer), rows()
    assert send(browser, url(command), body(command, **{command.text: "x" * 1_000_000})).status_int == 422
    assert rows() == before


@by_name_with_form
@pytest.mark.parametrize("value", ["", "x", "-1", "999999999999999999999", "\U0001f6aa", "2020-02-30T99:99"])
def test_nonsense_in_any_field_is_never_an_error_of_ours(as_, url, body, command, value):
    browser = as_(command.doer)
    fields = {*body(command), "household", "returns", "direction", "resident", "because", "purpose", "starts_at"}
    for name in sorted(fields):
        assert send(browser, url(command), {**body(command), name: value}).status_int < 500, name


def test_a_household_behind_another_gate_does_not_exist_here(as_, cast, body, doors):
    other = f"/gates/checkpoints/{cast.places['other_gate']}/passages"
    assert send(as_("hq_officer"), other, body(COMMANDS[0])).status_int == 404


def test_a_guard_bound_to_one_post_may_not_stand_at_the_next(as_, cast, make_post):
    second = make_post("北门")
    assert as_("guard").get(f"/gates/checkpoints/{second}", status=403)
    assert as_("guard").get("/gates", status=303).location.endswith(str(cast.places["gate"]))
    assert as_("community_lead").get(f"/gates/checkpoints/{second}", status=200)
