"""The demo in figures, counted from its records; none is taken from the plan."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from app.extensions import db
from app.gates.models import Passage
from app.gates.words import OUTCOMES
from app.org.models import Area, Binding, Checkpoint, Grid, in_force
from app.org.words import AreaKind, CheckpointKind, Role
from app.places.models import Household, Resident
from app.places.queries import LIVES_HERE, STANDS


def figures(at: datetime) -> Iterator[tuple[str, int]]:
    """What there is, and how many; bindings are those in force at `at`."""
    yield from _by(AreaKind, select(Area.kind, func.count()).group_by(Area.kind))
    yield _("Grids"), _count(select(func.count(Grid.id)))
    yield _("Households"), _count(select(func.count(Household.id)).where(STANDS))
    yield _("People"), _count(select(func.count(Resident.id)).where(LIVES_HERE))
    yield from _by(CheckpointKind, select(Checkpoint.kind, func.count()).group_by(Checkpoint.kind))
    bound = select(Binding.role, func.count(Binding.person_id.distinct())).where(in_force(Binding, at))
    yield from _by(Role, bound.group_by(Binding.role))
    passages = select(Passage.outcome, func.count()).where(Passage.stands()).group_by(Passage.outcome)
    yield from ((str(OUTCOMES[outcome]), number) for outcome, number in db.session.execute(passages))
    yield _("Out now"), _count(select(func.count(Passage.id)).where(Passage.still_out()))
    yield _("Passages to look at"), _count(select(func.count(Passage.id)).where(Passage.flags != ""))


def _by(words: type[StrEnum], grouped: Select[Any]) -> Iterator[tuple[str, int]]:
    """One figure for each word of the list, in its order."""
    counted = dict(db.session.execute(grouped).tuples().all())
    yield from ((str(word.label), counted.get(word, 0)) for word in words)  # type: ignore[attr-defined]


def _count(rows: Select[tuple[int]]) -> int:
    return db.session.scalar(rows) or 0
