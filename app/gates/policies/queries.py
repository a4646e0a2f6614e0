"""Which order holds where. Orders are public: what is above a guard's own place is read too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.extensions import db
from app.gates.facts import Policy
from app.gates.models import ExitPolicy
from app.org.models import Area


def policies_over(area: Area) -> list[Policy]:
    """Every version for `area` and what lies above it, oldest issue first, as the decision sees them."""
    depth = {key: place for place, key in enumerate(area.lineage)}
    return [row.as_fact(depth[row.area_id]) for row in _versions(area.lineage)]


def order_in_force(area: Area, at: datetime) -> ExitPolicy | None:
    """The version that counts in `area` at `at`: the most specific, then the one that began last."""
    depth = {key: place for place, key in enumerate(area.lineage)}
    begun = [row for row in _versions(area.lineage) if row.starts_at <= at]
    return max(begun, key=lambda row: (depth[row.area_id], row.starts_at, row.issued_at), default=None)


def versions_of(area: Area) -> list[ExitPolicy]:
    """The versions issued for `area` itself, the newest first."""
    return sorted(_versions([area.id]), key=lambda row: (row.starts_at, row.issued_at), reverse=True)


def _versions(area_ids: list[UUID]) -> list[ExitPolicy]:
    rows = select(ExitPolicy).where(ExitPolicy.area_id.in_(area_ids))
    return list(db.session.scalars(rows.order_by(ExitPolicy.issued_at)))
