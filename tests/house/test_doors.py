"""Every view wears a door; urls are typed nouns; the list of urls changes on purpose only."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app.access import Permission
from app.access.roles import holders
from app.web.door import doors, page

ROUTES = Path(__file__).with_name("routes.txt")
PUBLIC = {
    "health.livez",
    "health.readyz",
    "setup.first_start",
    "setup.start_district",
    "signin.choose_language",
    "signin.choose_theme",
    "signin.enrol",
    "signin.enrol_device",
    "signin.sign_in",
    "signin.start_session",
    "today.front",
}


def rules(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_pages_are_read_with_get_and_commands_sent_with_post(app):
    kinds = {name: door.kind for name, door in doors(app).items()}
    for rule in rules(app):
        methods = rule.methods - {"HEAD", "OPTIONS"}
        if kinds[rule.endpoint] != "public":
            assert methods == ({"GET"} if kinds[rule.endpoint] == "page" else {"POST"}), rule


def test_the_public_pages_are_those_we_know(app):
    assert {name for name, door in doors(app).items() if door.kind == "public"} == PUBLIC


def test_the_app_refuses_to_start_with_a_view_without_a_door(app):
    bare = Flask("bare")
    bare.add_url_rule("/bare", "bare", lambda: "")
    with pytest.raises(RuntimeError, match="bare"):
        doors(bare)
    bare.view_functions["bare"] = page(Permission.SELF)(lambda: "")
    assert doors(bare)["bare"].kind == "page"


def test_urls_are_kebab_case_nouns_with_typed_arguments(app):
    for rule in rules(app):
        fixed = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), f"{rule.rule}: small letters and dashes only"
        for argument in re.findall(r"<([^>]+)>", rule.rule):
            assert ":" in argument, f"{rule.rule}: <{argument}> needs a type"


def test_no_url_vanishes_unnoticed_because_a_phone_may_hold_a_post_to_it(app):
    now = sorted(f"{' '.join(sorted(r.methods - {'HEAD', 'OPTIONS'}))} {r.rule} {r.endpoint}" for r in rules(app))
    known = ROUTES.read_text().splitlines()
    assert now == known, "the urls changed: if on purpose, put the new list into tests/house/routes.txt"


def test_every_permission_guards_a_door_or_a_button_and_somebody_has_it(app):
    asked = {door.permission for door in doors(app).values()}
    for permission in set(Permission) - {Permission.SELF}:
        assert permission in asked, f"{permission} guards nothing"
        assert holders(permission), f"nobody has {permission}"


def test_a_command_with_a_form_names_the_page_that_draws_it_again(app):
    for name, door in doors(app).items():
        if door.form is not None:
            assert door.page is not None, f"{name} could not hand its form back"
