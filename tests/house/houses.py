"""A house with two worlds in it, and what must happen at its doors, read from the doors and roles.py."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask, url_for
from sqlalchemy import select
from webtest import TestResponse
from werkzeug.routing import Rule
from wtforms import HiddenField, StringField
from wtforms.fields.core import UnboundField

from app.access import unscoped
from app.access.permissions import Permission
from app.access.roles import ROLES
from app.accounts.models import Person
from app.extensions import db
from app.org.models import Area, Checkpoint, GridBuilding
from app.web.door import Door, doors
from tests.cast import PEOPLE, Cast
from tests.house.examples import CANARIES, COMMANDS, OPEN, Example
from tests.house.hostile import SECRET, Sender, holds

BOUND = {name: (role, place) for name, role, place in PEOPLE}
OUR_PEOPLE = set(BOUND) - {"stranger", "hq_officer", "administrator"}
KNOWN_BY_SEARCH = {"territory.person": Person}  # found among those one knows instead of by a class at the door
BODIES = {**COMMANDS, **OPEN}
World = dict[str, Any]


@dataclass
class House:
    """The app, everybody's browsers, and two worlds of keys: `mine` is Westlake's, `other` the other community's."""

    app: Flask
    cast: Cast
    mine: World
    other: World
    tokens: dict[str, str]
    restore: Callable[[], None]
    browsers: dict[str, Sender] = field(default_factory=dict)

    def browser(self, name: str) -> Sender:
        """Somebody's browser; people of Westlake never see a canary in it."""
        if name not in self.browsers:
            sender = self.browsers[name] = Sender(self.app)
            sender.set_cookie("menhu_language", "en")
            if name in self.tokens:
                sender.set_cookie("menhu_session", self.tokens[name])
            sender.unseen = CANARIES if name in OUR_PEOPLE else ()
        return self.browsers[name]

    def again(self) -> None:
        """Everything as it was before."""
        for thread in threading.enumerate():
            if thread.name.startswith("import "):
                thread.join(20)
        db.session.remove()
        db.engine.dispose()
        self.restore()

    def door(self, endpoint: str) -> Door:
        """What the view wears."""
        return doors(self.app)[endpoint]

    def rules(self, kind: str) -> dict[str, Rule]:
        """Every endpoint whose door is of this kind, with its rule."""
        kinds = doors(self.app)
        return {
            rule.endpoint: rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint in kinds and kinds[rule.endpoint].kind == kind
        }

    def url(self, endpoint: str, world: World) -> str:
        """Where `endpoint` lies in `world`."""
        rule = next(self.app.url_map.iter_rules(endpoint))
        lacking = rule.arguments - world.keys() - {"code"}
        assert not lacking, f"{endpoint}: put {', '.join(lacking)} into make_world in tests/house/examples.py"
        named = {name: key_of(endpoint, name, world) for name in rule.arguments & world.keys()}
        with self.app.test_request_context():
            return url_for(endpoint, **named)

    def body(self, endpoint: str) -> dict[str, str]:
        """The good body of a command's example."""
        assert endpoint in BODIES, f"{endpoint} is new: give a good body for it in COMMANDS in tests/house/examples.py"
        return {name: value.format_map(self.mine) for name, value in BODIES[endpoint].body.items()}

    def send(self, endpoint: str, **more: Any) -> TestResponse:
        """The example of a command, a little changed, sent by whoever its example names."""
        example = BODIES[endpoint]
        url, sent = self.url(endpoint, self.mine), {**self.body(endpoint), **more}
        return self.browser(example.by).send(url, sent, example.files)

    def lost(self, endpoint: str, page: TestResponse, changed: str = "") -> list[str]:
        """The fields of a good body that are not in the page any more."""
        kept = self.body(endpoint).items() if not BODIES[endpoint].files else ()
        return [name for name, text in kept if name not in SECRET | {changed} and not holds(page, text)]

    def fields(self, endpoint: str) -> dict[str, bool]:
        """Every field a command reads, by its form or its example, and whether it takes free text."""
        form = self.door(endpoint).form
        known = {name: getattr(form, name) for name in dir(form)} if form else {}
        known = {name: found.field_class for name, found in known.items() if isinstance(found, UnboundField)}
        named = dict.fromkeys([*self.body(endpoint), "command_id"], HiddenField) | known
        return {name: issubclass(cls, StringField) and cls is not HiddenField for name, cls in sorted(named.items())}

    def enter(self, name: str, endpoint: str, world: World) -> TestResponse:
        """Try a door: read a page, or send a command without a key, which goes no further than the door."""
        url, browser = self.url(endpoint, world), self.browser(name)
        if self.door(endpoint).kind == "page":
            return browser.get(url, status="*")
        return browser.send(url, {}, command_id="")

    def expected(self, name: str, endpoint: str, world: World) -> int:
        """What the door must answer `name`: 401, 404, 403, or 200 for everything that lets them in."""
        door = self.door(endpoint)
        if name not in BOUND:
            return 401
        has = door.permission is Permission.SELF or door.permission in ROLES[BOUND[name][0]]
        model = door.at or KNOWN_BY_SEARCH.get(endpoint)
        if model is None or (door.at is None and not has):
            return 200 if has else 403
        area, path, post = where_lies(model, UUID(key_of(endpoint, argument_of(model), world)))
        if not self._covers(name, area, path):
            return 404
        elsewhere = BOUND[name][1] == "gate" and post not in (None, self.cast.places["gate"])
        return 200 if has and not elsewhere else 403

    def _covers(self, name: str, area: UUID, path: str) -> bool:
        place = BOUND[name][1]
        if place == "grid":
            return area in buildings_of(self.cast.places["grid"])
        place = "emerald" if place == "gate" else place
        return path.startswith(where_lies(Area, self.cast.places[place])[1])


def key_of(endpoint: str, name: str, world: World) -> str:
    """The key that stands for the argument `name` of an endpoint."""
    named = COMMANDS.get(endpoint, Example()).args.get(name)
    return named.format_map(world) if named else str(world[name])


def argument_of(model: type) -> str:
    """How urls call the key of a row."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() + "_id"


@cache
def where_lies(model: type, key: UUID) -> tuple[UUID, str, UUID | None]:
    """The area of a row, its path, and the post it belongs to, read past the scope."""
    with unscoped("the tests look at everything"):
        thing = db.session.scalars(select(model).where(model.id == key)).one()
        area = thing if model is Area else db.session.get_one(Area, thing.area_id)
        return area.id, area.path, thing.id if model is Checkpoint else getattr(thing, "checkpoint_id", None)


@cache
def buildings_of(grid_id: UUID) -> set[UUID]:
    """What a grid holds."""
    with unscoped("the tests look at everything"):
        return set(db.session.scalars(select(GridBuilding.area_id).where(GridBuilding.grid_id == grid_id)))
