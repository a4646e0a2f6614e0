"""What the gates tell: who is still out, today's log of a gate, counts for headquarters, what waits for whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select, tuple_

from app.access import Permission, may
from app.access.roles import ROLES
from app.access.scope import Held, current_scope
from app.accounts import Actor
from app.core import clock
from app.core.paging import Page, cut
from app.extensions import db
from app.gates.models import Passage
from app.gates.statements import Outcome
from app.org.models import Area, Checkpoint
from app.org.words import Role
from app.places.models import Household, Resident
from app.web.todo import Item

AT_THE_GATE = {Role.GUARD, Role.PROPERTY_MANAGER}
POSTS_SHOWN = 50
OUT_SHOWN = 200
UNDO_FOR = timedelta(seconds=10)


class Line(NamedTuple):
    """A passage as a list shows it: with its door, and the person's name for the page to mask."""

    passage: Passage
    door: str | None
    name: str | None


@dataclass(frozen=True)
class Counts:
    """How many went out, came in, were turned back."""

    out: int = 0
    came_in: int = 0
    turned_back: int = 0


class Summary(NamedTuple):
    """Today's figures of all gates in scope, and how many people are still out."""

    out: int
    came_in: int
    turned_back: int
    flagged: int
    still_out: int


def posts() -> list[Checkpoint]:
    """The posts one may stand at, by place and name; as many as fit a screen."""
    rows = select(Checkpoint).join(Area, Area.id == Checkpoint.area_id).where(Checkpoint.closed_at.is_(None))
    found = db.session.scalars(rows.order_by(Area.path, Checkpoint.name).limit(POSTS_SHOWN))
    return [post for post in found if may(Permission.GATES_VIEW, post)]


def still_out(area_id: UUID, door: str = "") -> list[Line]:
    """Who went out by a gate of the place and is not back, the longest first; `door` narrows it."""
    rows = _lines().where(Passage.area_id == area_id, Passage.still_out())
    if door:
        rows = rows.where(Household.label.contains(door, autoescape=True))
    return _read(rows.order_by(Passage.occurred_at).limit(OUT_SHOWN))


def households_out(area_id: UUID) -> set[UUID | None]:
    """The doors somebody is out from."""
    rows = select(Passage.household_id).where(Passage.area_id == area_id, Passage.still_out())
    return set(db.session.scalars(rows))


def just_logged(post: Checkpoint, key: UUID | None, at: datetime) -> Line | None:
    """The passage `key` at `post`, as long as one tap takes it back."""
    fresh = (Passage.id == key, Passage.checkpoint_id == post.id, Passage.stands(), Passage.received_at > at - UNDO_FOR)
    found = _read(_lines().where(*fresh)) if key else []
    return found[0] if found else None


def log_of(post: Checkpoint, since: datetime, after: str = "", size: int = 30) -> Page[Line]:
    """What happened at `post` since `since`, the latest first, withdrawn rows too; `after` is a page's key."""
    rows = _lines().where(Passage.checkpoint_id == post.id, Passage.occurred_at >= since)
    if place := _read_place(after):
        rows = rows.where(tuple_(Passage.occurred_at, Passage.id) < place)
    found = _read(rows.order_by(Passage.occurred_at.desc(), Passage.id.desc()).limit(size + 1))
    return cut(found, size, lambda line: f"{line.passage.occurred_at.isoformat()}_{line.passage.id}")


def flagged(area: Area, since: datetime, most: int = 100) -> list[Line]:
    """What somebody should look at, in `area` and below, since `since`, the latest first."""
    rows = _lines().join(Area, Area.id == Passage.area_id).where(Area.under(area.path))
    rows = rows.where(Passage.flags != "", Passage.stands(), Passage.occurred_at >= since)
    return _read(rows.order_by(Passage.occurred_at.desc()).limit(most))


def hours_of(post: Checkpoint, since: datetime) -> tuple[Counts, list[tuple[int, int, int]]]:
    """The day's counts of `post`, and by hour of the district: (hour, out, in), from the first to the last."""
    rows = select(Passage.occurred_at, Passage.outcome)
    rows = rows.where(Passage.checkpoint_id == post.id, Passage.occurred_at >= since, Passage.stands())
    tally = Counter((clock.district_time(at).hour, outcome) for at, outcome in db.session.execute(rows))
    hours = [hour for hour, _outcome in tally]
    first, last = (min(hours), max(hours)) if hours else (0, -1)
    if hours:  # a dozen hours at least, so that a morning has its shape
        last = max(last, min(first + 11, 23))
        first = min(first, last - 11)
    by_hour = [(hour, tally[hour, Outcome.LET_OUT], tally[hour, Outcome.LET_IN]) for hour in range(first, last + 1)]
    total = Counter[Any]()
    for (_hour, outcome), count in tally.items():
        total[outcome] += count
    return Counts(total[Outcome.LET_OUT], total[Outcome.LET_IN], total[Outcome.TURNED_BACK]), by_hour


def summary(area: Area, since: datetime) -> Summary:
    """The figures of all gates in `area` and below since `since`, as far as whoever asks may see them."""
    inside = select(Area.id).where(Area.under(area.path))
    mine = Passage.area_id.in_(inside)
    rows = select(Passage.outcome, func.count(), func.count(func.nullif(Passage.flags, "")))
    rows = rows.where(mine, Passage.stands(), Passage.occurred_at >= since).group_by(Passage.outcome)
    found = {outcome: (count, flags) for outcome, count, flags in db.session.execute(rows)}
    out = db.session.scalar(select(func.count(Passage.id)).where(mine, Passage.still_out())) or 0
    went, came, turned = (found.get(outcome, (0, 0))[0] for outcome in Outcome)
    return Summary(went, came, turned, sum(flags for _count, flags in found.values()), out)


def todo(actor: Actor) -> list[Item]:
    """A gate to mind for whoever stands at one; flagged passages for whoever answers for the order."""
    scope = current_scope()
    held = scope.held if scope else []
    items = []
    if any(one.role in AT_THE_GATE for one in held):
        items.append(Item(_("Mind the gate"), url_for("gates.my_gate"), "gate", urgency=1))
    for one in held:
        if Permission.GATES_POLICY_ISSUE in ROLES[one.role] and not one.grid_id:
            items += _to_look_at(one)
    return items


def _to_look_at(held: Held) -> list[Item]:
    area = db.session.scalars(select(Area).where(Area.path == held.path)).one()
    found = summary(area, clock.start_of(clock.today()))
    here = url_for("gates.read_flagged", area_id=area.id)
    hint = _(
        "Today: %(out)s out, %(back)s turned back, %(now)s still out",
        out=found.out, back=found.turned_back, now=found.still_out,
    )  # fmt: skip
    return [Item(_("Passages to look at"), here, "flag", found.flagged, hint, 2 if found.flagged else 0)]


def _read_place(after: str) -> tuple[datetime, UUID] | None:
    """The moment and the key in a page's key; None where an address was made up."""
    at, _sign, key = after.partition("_")
    try:
        return datetime.fromisoformat(at).astimezone(UTC), UUID(key)
    except (ValueError, OverflowError):
        return None


def _lines() -> Select[Any]:
    rows = select(Passage, Household.label, Resident.name)
    rows = rows.outerjoin(Household, Household.id == Passage.household_id)
    return rows.outerjoin(Resident, Resident.id == Passage.resident_id)


def _read(rows: Select[Any]) -> list[Line]:
    return [Line(*row) for row in db.session.execute(rows)]
