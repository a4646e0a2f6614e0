"""The scope: what an actor may see, added to every ORM statement and checked at every flush.

The second of three layers: the door loads through it, this hook adds it to whatever else is asked, and
PostgreSQL's row-level security will stand behind. A model takes part by naming, in `__scope__`, the
column that holds the area it belongs to. Without a scope nothing is visible.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, event, exists, false, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from app.access.permissions import Permission
from app.access.roles import ROLES
from app.accounts.actor import Actor
from app.core.db import Base, Bytewise, Key
from app.core.unscoped import is_unscoped
from app.extensions import db
from app.org.models import Area
from app.org.words import Role


class OutOfScope(Exception):
    """Something outside the actor's places was about to be written: a mistake in the code."""


@dataclass(frozen=True)
class Held:
    """One binding in force: the role, the path it covers or the buildings of its grid, and the post."""

    role: Role
    path: str
    grid_id: uuid.UUID | None = None
    buildings: frozenset[uuid.UUID] = frozenset()
    checkpoint_id: uuid.UUID | None = None

    def covers(self, area: Area) -> bool:
        """Whether `area` lies under this binding."""
        return area.id in self.buildings if self.grid_id else area.path.startswith(self.path)

    def covers_post(self, post: uuid.UUID | None) -> bool:
        """Whether `post`, if one is named, is not outside what a guard was narrowed to."""
        return post is None or self.checkpoint_id in (None, post)


@dataclass
class Scope:
    """What follows from an actor's bindings, for one request."""

    actor: Actor
    held: list[Held]
    verified: set[uuid.UUID] = field(default_factory=set)

    @property
    def roles(self) -> set[Role]:
        """The roles held anywhere."""
        return {held.role for held in self.held}

    def allows(self, permission: Permission, area: Area | None, post: uuid.UUID | None = None) -> bool:
        """Whether a binding that covers `area` (None: any binding), and `post` in it, has `permission`."""
        having = [held for held in self.held if permission in ROLES[held.role]]
        return any(area is None or (held.covers(area) and held.covers_post(post)) for held in having)

    @cached_property
    def paths(self) -> list[str]:
        """The paths of the areas that are covered whole."""
        return sorted({held.path for held in self.held if not held.grid_id})

    @cached_property
    def buildings(self) -> list[uuid.UUID]:
        """The areas that are covered one by one, through grids."""
        return sorted({building for held in self.held for building in held.buildings})

    @property
    def criteria(self) -> list[Any]:
        """The condition on every scoped model; made once per process for each number of paths."""
        return _criteria(len(self.paths), bool(self.buildings))


@lru_cache
def _criteria(paths: int, grids: bool) -> list[Any]:
    covering = partial(_covering, paths, grids)
    return [with_loader_criteria(model, _on(model, covering), include_aliases=True) for model in scoped_models()]


def _on(model: Any, covering: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    if model is Area:
        return covering(Area)
    area = Area.__table__.alias("scope_areas").c
    return exists().where(area.id == getattr(model, model.__scope__), covering(area))


def _covering(paths: int, grids: bool, area: Any) -> ColumnElement[bool]:
    """That `area` (the Area model or columns like its) lies under one of the running scope's bindings."""
    ranges = [(area.path >= _path(number, "/")) & (area.path < _path(number, "0")) for number in range(paths)]
    return or_(false(), *ranges, *([area.id.in_(_buildings())] if grids else []))


@lru_cache
def _path(number: int, end: str) -> BindParameter[str]:
    """The running scope's path `number`, ended by "/" (where it begins) or by the sign after it."""
    return bindparam(f"scope_{number}{ord(end)}", callable_=lambda: _running().paths[number][:-1] + end, type_=Bytewise)


@lru_cache
def _buildings() -> BindParameter[Any]:
    return bindparam("scope_buildings", callable_=lambda: _running().buildings, expanding=True, type_=Key())


def _running() -> Scope:
    scope = current_scope()
    assert scope is not None, "a narrowed statement outlived its scope"
    return scope


@lru_cache
def scoped_models() -> list[Any]:
    """Every model that names the area it belongs to."""
    models = (mapper.class_ for mapper in Base.registry.mappers if hasattr(mapper.class_, "__scope__"))
    return sorted(models, key=lambda model: model.__name__)


def current_scope() -> Scope | None:
    """The scope of the running request; None before sign-in and outside requests."""
    scope: Scope | None = db.session().info.get("scope")
    return scope


def enter(scope: Scope | None) -> None:
    """From here on this session sees what `scope` sees."""
    db.session().info["scope"] = scope


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    if is_unscoped() or not (state.is_select or state.is_update or state.is_delete):
        return
    scope = state.session.info.get("scope")
    state.statement = state.statement.options(*(scope.criteria if scope else _nothing()))


@lru_cache
def _nothing() -> list[Any]:
    return [with_loader_criteria(model, false(), include_aliases=True) for model in scoped_models()]


@event.listens_for(Session, "before_flush")
def _check_flush(session: Session, context: Any, instances: Any) -> None:
    scope = session.info.get("scope")
    if scope is None or is_unscoped():
        return
    rows = [*session.new, *session.dirty, *session.deleted]
    asked = {getattr(r, r.__scope__) for r in rows if hasattr(r, "__scope__") and not isinstance(r, Area)}
    asked |= {(r in session.new and r.parent_id) or r.id for r in rows if isinstance(r, Area)}
    _verify(session, scope, asked - scope.verified)


def _verify(session: Session, scope: Scope, asked: Iterable[uuid.UUID]) -> None:
    if wanted := set(asked):
        with session.no_autoflush:
            found = set(session.scalars(select(Area.id).where(Area.id.in_(wanted))))
        if found != wanted:
            raise OutOfScope("a row outside the actor's places")
        scope.verified |= found
