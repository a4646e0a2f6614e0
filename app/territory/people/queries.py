"""Whom the actor knows: people whose records are kept in, or who are bound to, their places."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from app.access import unscoped
from app.accounts.models import Enrolment, Person, SignIn
from app.core import clock
from app.core.paging import Page, cut
from app.extensions import db
from app.org.models import Area, Binding, not_over
from app.org.queries import with_places
from app.territory.reach import keeps_people_in
from app.web.phones import read_phone

SIZE = 30


class Phone(NamedTuple):
    """A device somebody may sign in on, and when they last did."""

    enrolment: Enrolment
    seen_at: datetime | None


def find_person(person_id: UUID) -> Person | None:
    """Somebody the actor knows."""
    with unscoped(KNOWN):
        return db.session.scalar(_known().where(Person.id == person_id))


def list_people(text: str, area: Area | None, after: UUID | None) -> Page[Person]:
    """People the actor knows, the newest first, walked by key: by part of the name or by the whole phone
    number in `text`; only those bound at or below `area`, where given."""
    rows = _known()
    if text:
        rows = rows.where(_matches(text))
    if area:
        rows = rows.where(_bound(Area.under(area.path)))
    if after:
        rows = rows.where(Person.id < after)
    with unscoped(KNOWN):
        found = db.session.scalars(rows.order_by(Person.id.desc()).limit(SIZE + 1)).all()
    return cut(found, SIZE, lambda person: person.id)


def count_people() -> int:
    """How many people the actor knows whose account is open."""
    rows = select(func.count()).select_from(_known().where(Person.disabled_at.is_(None)).subquery())
    with unscoped(KNOWN):
        return db.session.scalar(rows) or 0


def bindings_of(people: Iterable[Person]) -> dict[UUID, list[Binding]]:
    """What each of `people` is bound to in the actor's places, now and from a day to come."""
    rows = with_places(select(Binding)).where(Binding.person_id.in_([person.id for person in people]))
    held: dict[UUID, list[Binding]] = defaultdict(list)
    for binding in db.session.scalars(rows.where(not_over(clock.now())).order_by(Binding.starts_at, Binding.id)):
        held[binding.person_id].append(binding)
    return held


def former_bindings(person: Person) -> list[Binding]:
    """What the person was bound to in the actor's places before, the latest first."""
    rows = with_places(select(Binding)).where(Binding.person_id == person.id, ~not_over(clock.now()))
    return list(db.session.scalars(rows.order_by(Binding.ends_at.desc(), Binding.id).limit(100)))


def phones_of(person: Person) -> list[Phone]:
    """Where the person may sign in."""
    seen = select(func.max(SignIn.seen_at)).where(
        SignIn.person_id == Enrolment.person_id, SignIn.device_id == Enrolment.device_id
    )
    rows = select(Enrolment, seen.scalar_subquery()).where(Enrolment.person_id == person.id)
    rows = rows.where(Enrolment.revoked_at.is_(None)).order_by(Enrolment.enrolled_at)
    return [Phone(*row) for row in db.session.execute(rows)]


KNOWN = "somebody bound to my places may be registered elsewhere"


def _known() -> Select[tuple[Person]]:
    mine = keeps_people_in()
    registered = exists().where(Area.id == Person.area_id, mine)
    return select(Person).where(registered | _bound(mine)).options(joinedload(Person.area))


def _bound(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Binding.person_id == Person.id, not_over(clock.now()), Area.id == Binding.area_id, where)


def _matches(text: str) -> ColumnElement[bool]:
    phone = read_phone(text) or ""
    if len(phone) == 11 and phone.isdigit():
        return Person.phone_index == Person.index_of(phone)
    return Person.name.contains(text, autoescape=True)


def is_kept_here(person: Person) -> bool:
    """Whether the person's record is kept in the actor's places, so that they may correct it."""
    return bool(db.session.scalar(select(exists().where(Area.id == person.area_id, keeps_people_in()))))
