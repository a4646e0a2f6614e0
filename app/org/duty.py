"""Verbs on bindings (绑定法): bind, end, hand over. Dated rows, never overwritten."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app import audit
from app.audit.record import Doer
from app.core.refusal import Refusal
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, Grid, in_force
from app.org.words import Role


def bind(
    person_id: UUID, role: Role, place: Area | Grid | Checkpoint, *, by: Doer, at: datetime, **dates: datetime | None
) -> Binding:
    """From `at` on the person answers for `place` in `role` (until `ends_at`, where given)."""
    row = Binding(person_id=person_id, role=role, starts_at=at, bound_by_id=by.id, **_where(place), **dates)
    same = [Binding.person_id == person_id, Binding.role == role, Binding.area_id == row.area_id]
    same += [Binding.grid_id == row.grid_id, Binding.checkpoint_id == row.checkpoint_id, in_force(Binding, at)]
    if db.session.scalar(select(exists().where(*same))):
        raise Refusal("bound-already", _l("This person is bound there in this role already."))
    db.session.add(row)
    audit.record("org.binding.opened", row, by=by, at=at, role=role, person=person_id, area=row.area_id)
    return row


def end_binding(binding: Binding, *, by: Doer, at: datetime) -> None:
    """The person answers for the place no more; who did until now stays on record."""
    if binding.ends_at is not None and binding.ends_at <= at:
        raise Refusal("ended-already", _l("This binding has ended already."))
    binding.ends_at = at
    binding.ended_by_id = by.id
    audit.record("org.binding.ended", binding, by=by, at=at)


def hand_over(binding: Binding, person_id: UUID, *, by: Doer, at: datetime) -> Binding:
    """End one person's binding and begin another's in the same moment: no gap, no overlap."""
    place = binding.checkpoint or binding.grid or binding.area
    end_binding(binding, by=by, at=at)
    return bind(person_id, binding.role, place, by=by, at=at)


def _where(place: Area | Grid | Checkpoint) -> dict[str, UUID | None]:
    return {
        "area_id": place.id if isinstance(place, Area) else place.area_id,
        "grid_id": place.id if isinstance(place, Grid) else None,
        "checkpoint_id": place.id if isinstance(place, Checkpoint) else None,
    }
