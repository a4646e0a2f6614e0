"""The door: every view wears exactly one of @page, @command, @public; the app refuses to start otherwise.

A read: sign in, load the object through what the actor may see (else 404), check the permission there
(else 403), answer. A write: origin, then the same, then receipt, form (422), rule (409), change and audit
entry, commit, 303. Nothing else commits (docs/adr/0001-the-door.md).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.access import Permission, may
from app.audit import writing
from app.core.refusal import Refusal
from app.extensions import db
from app.web import answers, receipts
from app.web.forms import BaseForm, Unfilled
from app.web.identity import admit, me, note_seen
from app.web.origin import check_origin

View = Callable[..., Any]
TRIES = 3  # PostgreSQL: a deadlock or serialisation failure asks for the whole write again


@dataclass(frozen=True)
class Door:
    """What a view wears."""

    kind: str
    permission: Permission | None = None
    at: type[Any] | None = None
    form: type[BaseForm] | None = None
    page: View | None = None

    def load(self, args: dict[str, Any]) -> dict[str, Any]:
        """Sign in, swap the object's id in `args` for the object, check the permission there."""
        admit()
        thing = None
        if self.at is not None:
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", self.at.__name__).lower()
            key = args.pop(f"{name}_id")
            thing = db.session.scalar(select(self.at).where(self.at.id == key))
            if thing is None:
                abort(404)
            args = {name: thing, **args}
        if not may(self.permission or Permission.SELF, thing):
            abort(403)
        return args


def page(permission: Permission, at: type[Any] | None = None) -> Callable[[View], View]:
    """A view that reads: GET, `permission` at the object of class `at` named in the url."""

    def wear(view: View) -> View:
        door = Door("page", permission, at)

        @wraps(view)
        def enter(form: BaseForm | None = None, **args: Any) -> ResponseReturnValue:
            args = door.load(args)
            answer: ResponseReturnValue = view(**args, form=form) if form else view(**args)
            note_seen()
            return answer

        return _worn(enter, door)

    return wear


def command(
    permission: Permission,
    at: type[Any] | None = None,
    *,
    form: type[BaseForm] | None = None,
    page: View | None = None,
) -> Callable[[View], View]:
    """A view that changes something: POST; returns where to go next (303).

    `form` is validated before the view runs and handed to it; `page` is the @page view with the same
    url arguments that draws the form again, filled, when it (422) or a rule (409) says no.
    """

    def wear(view: View) -> View:
        door = Door("command", permission, at, form, page)

        @wraps(view)
        def enter(**args: Any) -> ResponseReturnValue:
            check_origin()
            return _retrying(lambda: _write(door, view, dict(args)))

        return _worn(enter, door)

    return wear


def public(view: View) -> View:
    """A view for anybody; the list of them is a test."""

    @wraps(view)
    def enter(**args: Any) -> ResponseReturnValue:
        if request.method == "POST":
            check_origin()
        answer: ResponseReturnValue = view(**args)
        return answer

    return _worn(enter, Door("public"))


def _write(door: Door, view: View, args: dict[str, Any]) -> ResponseReturnValue:
    form: BaseForm | None = None
    try:
        with writing():
            loaded = door.load(dict(args))
            if door.form:
                form = loaded["form"] = door.form.received(**loaded)
            op_id = receipts.claim(me())
            if form:
                form.require()
            location = view(**loaded)
            receipts.complete(op_id, location)
    except receipts.Replayed as again:
        return answers.done(again.location)
    except (Unfilled, Refusal, receipts.KeyReused, receipts.KeyMissing) as no:
        return answers.redraw(no, form, door.page, args)
    return answers.done(location)


def _retrying(write: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    for attempt in range(1, TRIES + 1):
        try:
            return write()
        except OperationalError as error:
            if attempt == TRIES or not isinstance(error.orig, DeadlockDetected | SerializationFailure):
                raise
    raise AssertionError("unreachable")


def _worn(enter: View, door: Door) -> View:
    enter.door = door  # type: ignore[attr-defined]
    return enter


def doors(app: Flask) -> dict[str, Door]:
    """The door of every endpoint; raises where one wears none."""
    views: dict[str, Any] = {name: view for name, view in app.view_functions.items() if name != "static"}
    bare = sorted(name for name, view in views.items() if not hasattr(view, "door"))
    if bare:
        raise RuntimeError(f"views without a door: {', '.join(bare)}")
    return {name: view.door for name, view in views.items()}
