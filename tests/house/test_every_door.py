"""Every page and command there is, for everybody there is, with everything a stranger may send.

What is expected follows from the door itself and from roles.py, so a new page is tested as it is added; a new
command needs one example of a good body in tests/house/examples.py.
"""

import os
import re
from itertools import cycle
from typing import ClassVar
from uuid import uuid4

import pytest
from flask_migrate import upgrade
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict

from app import create_app
from app.config import Config
from app.extensions import db
from tests.cast import make_cast
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.house.examples import CANARIES, COMMANDS, OPEN, make_worlds
from tests.house.hostile import SHARP, SHARP_TEXT, VALUES, count_rows
from tests.house.houses import BOUND, House


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A template of its own, with both worlds in it."""
    url = os.environ.get("TEST_DATABASE_URL")
    found = PostgresTemplate(url, f"menhu_doors_{os.getpid()}") if url else None
    yield found or SqliteTemplate(tmp_path_factory.mktemp("doors"))
    if found:
        found.drop()


@pytest.fixture(scope="module")
def made(store, tmp_path_factory):
    """The app, the cast and the two worlds."""
    folder = tmp_path_factory.mktemp("data")
    owner = create_app(Config(data_dir=folder, database_url=store.owner_url, testing=True))
    with owner.app_context():
        upgrade()
        db.engine.dispose()
    store.grant()
    app = create_app(Config(data_dir=folder, database_url=store.url, testing=True))
    with app.app_context():
        cast = make_cast()
        worlds = make_worlds(cast)
        db.session.remove()
        db.engine.dispose()
    store.keep()
    return app, cast, *worlds


@pytest.fixture
def house(made, app, store):
    """The app with both worlds, and whatever a test does to them undone."""
    house = House(*made, restore=store.restore)
    yield house
    house.again()


def of_every(examples):
    """Once for each endpoint that has an example."""
    return pytest.mark.parametrize("endpoint", sorted(examples))


def came_in(answer) -> int:
    """The status as far as the door decides: 401 for being sent to sign-in, 200 for whatever lies behind."""
    if answer.status_int == 303 and "/sign-in" in answer.location:
        return 401
    return answer.status_int if answer.status_int in {401, 403, 404} else 200


@pytest.mark.parametrize("name", [*BOUND, "nobody"])
def test_every_door_lets_in_whom_it_says_and_hides_what_lies_elsewhere(house, name):
    wrong, compared, nowhere = [], set(), {key: uuid4() for key in house.mine}
    for endpoint in sorted({**house.rules("page"), **house.rules("command")}):
        if endpoint == "places.revealed" and name in BOUND:
            continue  # open to whoever asked alone: tests/places/test_residents_reveals.py
        for world in (house.mine, house.other):
            wanted = house.expected(name, endpoint, world)
            if world is house.other and wanted != 404:
                continue  # as in the first world
            answer, door = house.enter(name, endpoint, world), house.door(endpoint)
            if came_in(answer) != wanted:
                wrong.append(f"{endpoint}: {answer.status} instead of {wanted}")
            if wanted == 404 and (door.kind, door.at) not in compared:
                compared.add((door.kind, door.at))
                assert shape(answer) == shape(house.enter(name, endpoint, nowhere)), f"{endpoint}: tells what exists"
    assert not wrong


def test_whoever_answers_for_the_other_community_does_see_its_people(house):
    assert CANARIES[0] in house.browser("stranger").get("/people")


def shape(answer) -> tuple[int, str, set[str]]:
    """An answer without keys and tokens."""
    return answer.status_int, re.sub(r"[\w.-]{36,}", "", answer.text), set(answer.headers)


def test_every_command_has_an_example_and_every_example_a_command(house):
    assert sorted(COMMANDS) == sorted(house.rules("command")), "see COMMANDS in tests/house/examples.py"
    posts = [name for name, rule in house.rules("public").items() if "POST" in rule.methods]
    assert sorted(OPEN) == sorted(posts), "see OPEN in tests/house/examples.py"


@of_every(COMMANDS)
def test_every_command_happens_once_and_is_in_the_audit_trail(house, endpoint):
    before, key = count_rows(), str(uuid4())
    first = house.send(endpoint, command_id=key)
    assert first.status_int == 303, re.findall(r'class="error[^>]*>([^<]+)', first.text) or first.text[-3000:]
    between = count_rows()
    assert between["audit_entries"] > before["audit_entries"]
    assert between["web_receipts"] == before["web_receipts"] + 1
    if "sign_out" in endpoint:
        return
    again = house.send(endpoint, command_id=key)
    assert (again.status_int, again.location) == (303, first.location)
    other = house.send(endpoint, command_id=key, more="else")
    assert other.status_int == 409
    assert "already sent" in other
    assert count_rows() == between


@of_every(COMMANDS)
def test_every_command_refused_changes_nothing_and_loses_nothing(house, endpoint):
    before = count_rows()
    stale = house.send(endpoint, csrf_token="stale")
    assert (stale.status_int, count_rows()) == (400, before)
    assert not house.lost(endpoint, stale)
    keyless = house.send(endpoint, command_id="x")
    assert (keyless.status_int, count_rows()) == (409, before)
    if house.door(endpoint).form:
        assert not house.lost(endpoint, keyless)
    url = house.url(endpoint, house.mine)
    page = house.browser(COMMANDS[endpoint].by).get(url, status="*")
    adapter = house.app.url_map.bind("localhost")
    assert page.status_int == (200 if "GET" in adapter.allowed_methods(url) else 405)


def strange_bodies(house, endpoint: str):
    """Field, what the value is called, value: the sharpest for each field, every other once for each command."""
    fields, good = house.fields(endpoint), house.body(endpoint)
    strange = VALUES | {"elsewhere": str(house.other["area_id"]), "their home": str(house.other["household_id"])}
    for field, is_text in fields.items():
        strange |= {"twice": [good.get(field, "x"), "y"], "missing": []}
        for called in SHARP_TEXT if is_text else SHARP:
            yield field, called, strange[called]
    turn = cycle([field for field, is_text in fields.items() if is_text] or fields)
    for called in strange.keys() - {*SHARP, *SHARP_TEXT}:
        field = next(turn)
        yield field, called, strange[called]


@of_every(COMMANDS)
def test_whatever_stands_in_a_field_of_a_command_is_never_an_error_of_ours(house, endpoint):
    has_form, lost = house.door(endpoint).form, []
    for field, called, value in strange_bodies(house, endpoint):
        answer = house.send(endpoint, **{field: value})
        assert answer.status_int in {303, 401, 404, 409, 413, 422}, f"{field} {called}: {answer.status}"
        if answer.status_int in {409, 422} and has_form:
            lost += [f"{one} ({field}: {called})" for one in house.lost(endpoint, answer, field)]
        if answer.status_int == 303:
            house.again()
    assert not lost


@of_every(OPEN)
def test_whatever_a_stranger_sends_is_never_an_error_of_ours(house, endpoint):
    for field in house.body(endpoint):
        for called, value in {**VALUES, "missing": []}.items():
            answer = house.send(endpoint, **{field: value})
            assert answer.status_int in {303, 404, 413, 422, 429}, f"{field} {called}: {answer.status}"
            assert "://" not in answer.headers.get("Location", "").replace("http://localhost", "")


class Noticing(ImmutableMultiDict):
    """The parameters of a url, noticing which of them a page looks for."""

    looked_for: ClassVar[set[str]] = set()

    def get(self, key, *rest, **more):
        self.looked_for.add(key)
        return super().get(key, *rest, **more)

    def __contains__(self, key) -> bool:
        self.looked_for.add(key)
        return super().__contains__(key)


@pytest.mark.parametrize("name", ["guard", "community_lead", "nobody"])
def test_whatever_stands_in_the_url_of_a_page_is_never_an_error_of_ours(house, name, monkeypatch):
    monkeypatch.setattr(house.app.request_class, "parameter_storage_class", Noticing)
    browser, kind = house.browser(name), "public" if name == "nobody" else "page"
    found = {rule for rule, it in house.rules(kind).items() if "GET" in it.methods and "health" not in rule}
    for endpoint in sorted(found):
        url = house.url(endpoint, house.mine)
        Noticing.looked_for.clear()
        if browser.get(url, status="*").status_int not in {200, 303}:
            continue
        asked: set[str] = set()
        while waiting := Noticing.looked_for - asked - {"command_id"}:
            asked.add(parameter := waiting.pop())
            strange = {"elsewhere": str(house.other["household_id"]), "place": f"x_{uuid4()}", "huge": "x" * 5_000}
            for called, value in (VALUES | strange).items():
                answer = browser.ask(url, parameter, value)
                assert answer.status_int in {200, 303, 404}, f"{url} {parameter} {called}: {answer.status}"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_text_at_all_is_an_error_of_ours(house, data):
    texts = {name: [f for f, is_text in house.fields(name).items() if is_text] for name in COMMANDS}
    endpoint = data.draw(st.sampled_from(sorted(name for name, fields in texts.items() if fields)))
    field = data.draw(st.sampled_from(texts[endpoint]))
    text = data.draw(st.text(max_size=50))
    answer = house.send(endpoint, **{field: text.encode(errors="replace")})
    assert answer.status_int in {303, 404, 409, 422}
