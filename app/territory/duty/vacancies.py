"""Seats that nobody holds, in the places of whoever asks: counted for the day's list, listed to be filled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.core.paging import Page, cut
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, Grid, in_force
from app.org.queries import names_around
from app.org.words import AreaKind, CheckpointKind, Role
from app.territory.duty.queries import Gap, Place
from app.territory.rules import SEATS, Seat, seats_at

SIZE = 40


def find_seat(key: str) -> Seat | None:
    """The seat written `guard-temperature`."""
    return next((seat for seat in SEATS if seat.key == key), None)


def count_vacancies(at: datetime) -> dict[Seat, int]:
    """How many places lack each seat, those without any left out; one statement for each kind of place."""
    found: dict[Seat, int] = {}
    for model in (Area, Grid, Checkpoint):
        seats = [seat for seat in SEATS if model_of(seat) is model]
        counts = [func.count().filter(_is_vacant(seat, at)) for seat in seats]
        row = db.session.execute(select(*counts).select_from(model)).one()
        found |= {seat: number for seat, number in zip(seats, row, strict=True) if number}
    return {seat: found[seat] for seat in SEATS if seat in found}


def vacant_places(seat: Seat, at: datetime, after: UUID | None) -> Page[tuple[Gap, str]]:
    """The places without `seat`, each with the name of what it lies in; walked by key."""
    model = model_of(seat)
    rows = select(model).where(_is_vacant(seat, at)).order_by(model.id).limit(SIZE + 1)
    page = cut(db.session.scalars(rows.where(model.id > after) if after else rows).all(), SIZE, lambda place: place.id)
    around = names_around([place if isinstance(place, Area) else place.area for place in page.rows])
    return Page([(Gap(seat.role, place), _around(place, around)) for place in page.rows], page.after)


def _around(place: Place, around: dict[UUID | None, str]) -> str:
    return around.get(place.parent_id, "") if isinstance(place, Area) else place.area.name


def missing_in(areas: list[Area], at: datetime) -> dict[UUID, list[Role]]:
    """For each of `areas` the roles nobody holds at the place itself."""
    mine = Binding.area_id.in_([area.id for area in areas])
    whole = and_(Binding.grid_id.is_(None), Binding.checkpoint_id.is_(None))
    rows = select(Binding.area_id, Binding.role).where(mine, whole, in_force(Binding, at)).distinct()
    held = set(map(tuple, db.session.execute(rows)))
    return {area.id: [role for role in seats_at(area.kind) if (area.id, role) not in held] for area in areas}


def model_of(seat: Seat) -> Any:
    """The class of the places a seat is at."""
    if isinstance(seat.at, AreaKind):
        return Area
    return Checkpoint if isinstance(seat.at, CheckpointKind) else Grid


def _is_vacant(seat: Seat, at: datetime) -> ColumnElement[bool]:
    model = model_of(seat)
    of_kind = () if model is Grid else (model.kind == seat.at,)
    held = exists().where(Binding.role == seat.role, in_force(Binding, at), _is_for(model))
    return and_(*of_kind, model.closed_at.is_(None), ~held)


def _is_for(model: Any) -> ColumnElement[bool]:
    """Whether a binding is for the row of `model`: a guard of a whole compound holds its posts as well."""
    whole = and_(Binding.grid_id.is_(None), Binding.checkpoint_id.is_(None))
    if model is Grid:
        return Binding.grid_id == Grid.id
    if model is Area:
        return and_(Binding.area_id == Area.id, whole)
    return and_(Binding.area_id == Checkpoint.area_id, or_(Binding.checkpoint_id == Checkpoint.id, whole))
