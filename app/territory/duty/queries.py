"""Who answers for a place, level by level, now or on a day gone by; and which seats nobody holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select

from app.access import unscoped
from app.accounts.models import Person
from app.extensions import db
from app.org.models import Area, Binding, Checkpoint, Grid, in_force
from app.org.queries import answers_for, grids_around, lineage_of, with_places
from app.org.words import AreaKind, CheckpointKind, Role
from app.territory.rules import GRID, Kind, rank, seats_at

Place = Area | Grid | Checkpoint


@dataclass(frozen=True)
class Line:
    """Somebody who answers (or answered) for something."""

    binding: Binding
    person: Person

    @property
    def what(self) -> str:
        """The role; with the post, grid or building where it is for one of several."""
        one = self.binding.checkpoint or self.binding.grid or self.binding.area
        alone = isinstance(one, Area) and one.kind is not AreaKind.BUILDING
        near = one.name.removeprefix(self.binding.area.name) or one.name  # 翡翠一品南门 is the 南门 of 翡翠一品
        return str(self.binding.role.label) if alone else f"{self.binding.role.label} · {near}"


@dataclass(frozen=True)
class Gap:
    """A seat nobody holds: the role, and the place it is missing at (None: no grid holds the place)."""

    role: Role
    place: Place | None

    @property
    def area(self) -> Area | None:
        """The area on whose page the seat is filled."""
        return self.place if isinstance(self.place, Area) or self.place is None else self.place.area


@dataclass(frozen=True)
class Level:
    """One of the levels of responsibility: its word, the place, who holds it, what is missing."""

    word: Any
    name: str
    lines: list[Line]
    gaps: list[Gap]


def kind_of(place: Place) -> Kind:
    """The kind of place, as the tables of rules.py name it."""
    return GRID if isinstance(place, Grid) else place.kind


def who_answers(area: Area, at: datetime, until: datetime | None = None) -> list[Level]:
    """The levels that answer for `area` at `at` (or at some time until `until`), from the top down.

    Community, grid, and compound with building; for the district itself there is only itself.
    """
    chain, grids = lineage_of(area), grids_around(area, at, until)
    with unscoped("who answers above my place is for me to know"):
        lines = _found(answers_for(chain, grids), at, until)
        posts = _posts(chain, at)
    if area.kind is AreaKind.DISTRICT:
        return [_level(_("District"), [area], lines)]
    levels = [_level(_("Community"), chain[1:2], lines), _grid_level(grids, lines)]
    if area.kind is not AreaKind.COMMUNITY:
        levels.append(_level(_("Compound and building"), [*chain[2:], *posts], lines))
    return levels


def lines_at(place: Grid | Checkpoint, at: datetime) -> list[Line]:
    """Who is bound to one grid or one post at `at`."""
    column = Binding.grid_id if isinstance(place, Grid) else Binding.checkpoint_id
    with unscoped("whoever is bound to my place may be registered elsewhere"):
        return _found(column == place.id, at)


def _found(which: ColumnElement[bool], at: datetime, until: datetime | None = None) -> list[Line]:
    rows = with_places(select(Binding)).add_columns(Person).join(Person, Person.id == Binding.person_id)
    rows = rows.where(which, in_force(Binding, at, until)).order_by(Binding.starts_at, Binding.id)
    return sorted((Line(*row) for row in db.session.execute(rows)), key=lambda line: rank(line.binding.role))


def _posts(chain: list[Area], at: datetime) -> list[Checkpoint]:
    """The temperature posts of the place and its compound that stood at `at`."""
    rows = select(Checkpoint).where(Checkpoint.area_id.in_([area.id for area in chain[2:]]))
    rows = rows.where(Checkpoint.kind == CheckpointKind.TEMPERATURE)
    stands = or_(Checkpoint.closed_at.is_(None), Checkpoint.closed_at > at)
    return list(db.session.scalars(rows.where(stands).order_by(Checkpoint.name)))


def _level(word: Any, places: list[Any], lines: list[Line]) -> Level:
    here = {place.id for place in places}
    mine = [line for line in lines if line.binding.area_id in here and not line.binding.grid_id]
    names = " ".join(place.name for place in places if isinstance(place, Area))
    return Level(word, names, mine, _gaps(places, mine))


def _grid_level(grids: list[Grid], lines: list[Line]) -> Level:
    mine = [line for line in lines if line.binding.grid_id]
    gaps = _gaps(grids, mine) if grids else [Gap(Role.GRID_WORKER, None)]
    return Level(_("Grid"), grids[0].name if len(grids) == 1 else "", mine, gaps)


def _gaps(places: Iterable[Place], lines: list[Line]) -> list[Gap]:
    held = {(line.binding.role, _place_of(line.binding).id) for line in lines}
    wide = {(line.binding.role, line.binding.area_id) for line in lines if not line.binding.checkpoint_id}
    return [
        Gap(role, place)
        for place in places
        for role in seats_at(kind_of(place))
        if (role, place.id) not in held and (role, getattr(place, "area_id", None)) not in wide
    ]


def _place_of(binding: Binding) -> Place:
    return binding.checkpoint or binding.grid or binding.area
