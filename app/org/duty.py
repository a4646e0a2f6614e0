"""Verbs on bindings (绑定法): bind, end, hand over. Dated rows, never overwritten."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, or_, select, update

from app import audit
from app.audit.record import Doer
from app.core.refusal import Refusal
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, Grid, not_over
from app.org.words import Role


def bind(
    person_id: UUID,
    role: Role,
    place: Area | Grid | Checkpoint,
    *,
    by: Doer,
    at: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Binding:
    """The person answers for `place` in `role` from `starts_at` (`at` where not given) until `ends_at`.

    Refused where the place is closed, the time is no time, or the same binding holds in some of it.
    """
    row = Binding(person_id=person_id, role=role, bound_by_id=by.id, **_where(place))
    row.starts_at, row.ends_at = starts_at or at, ends_at
    if place.closed_at is not None:
        raise Refusal("closed", _l("This place is closed."))
    if ends_at is not None and ends_at <= row.starts_at:
        raise Refusal("ends-first", _l("The last day lies before the first."))
    if _is_bound(row):
        raise Refusal("bound-already", _l("This person is bound there in this role already."))
    db.session.add(row)
    dates = {"starts_at": row.starts_at, "ends_at": ends_at}
    audit.record("org.binding.opened", row, by=by, at=at, role=role, person=person_id, area=row.area_id, **dates)
    return row


def end_binding(binding: Binding, *, by: Doer, at: datetime) -> None:
    """The person answers for the place no more; who did until now stays on record."""
    last = max(at, binding.starts_at)  # one that has not begun yet ends as it begins: it never held
    still = or_(Binding.ends_at.is_(None), Binding.ends_at > last)
    ended = update(Binding).where(Binding.id == binding.id, still).values(ends_at=last, ended_by_id=by.id)
    if not db.session.execute(ended).rowcount:  # type: ignore[attr-defined]
        raise Refusal("ended-already", _l("This binding has ended already."))
    audit.record("org.binding.ended", binding, by=by, at=at)


def hand_over(binding: Binding, person_id: UUID, *, by: Doer, at: datetime) -> Binding:
    """End one person's binding and begin another's in the same moment: no gap, no overlap, the same last day."""
    if person_id == binding.person_id:
        raise Refusal("same-person", _l("This person holds it already."))
    place, until = binding.checkpoint or binding.grid or binding.area, binding.ends_at
    end_binding(binding, by=by, at=at)
    return bind(person_id, binding.role, place, by=by, at=at, starts_at=max(at, binding.starts_at), ends_at=until)


def end_where(which: ColumnElement[bool], *, by: Doer, at: datetime) -> None:
    """End all bindings `which` names that hold or will, because their place or their person goes."""
    for binding in db.session.scalars(select(Binding).where(which, not_over(at))).all():
        end_binding(binding, by=by, at=at)


def _is_bound(row: Binding) -> bool:
    """Whether the same binding holds already in some of the time of `row`."""
    same = [Binding.person_id == row.person_id, Binding.role == row.role, Binding.area_id == row.area_id]
    same += [Binding.grid_id == row.grid_id, Binding.checkpoint_id == row.checkpoint_id]
    overlaps = not_over(row.starts_at)
    if row.ends_at is not None:
        overlaps = overlaps & (Binding.starts_at < row.ends_at)
    return bool(db.session.scalar(select(exists().where(*same, overlaps))))


def _where(place: Area | Grid | Checkpoint) -> dict[str, UUID | None]:
    return {
        "area_id": place.id if isinstance(place, Area) else place.area_id,
        "grid_id": place.id if isinstance(place, Grid) else None,
        "checkpoint_id": place.id if isinstance(place, Checkpoint) else None,
    }
