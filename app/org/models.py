"""Areas, grids, posts and bindings. Everything that changes hands is a dated row, never overwritten."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Bytewise, Keyed
from app.core.worded import Word
from app.org.words import AreaKind, CheckpointKind, Role

IS_ROOT = text("parent_id IS NULL")  # a database holds one district


class Area(Keyed, Base):
    """A node of the tree district > community > compound or resident group > building.

    `path` is the hex keys from the root down to this node, each ended by `/`: what lies under a
    node is one range of it.
    """

    __tablename__ = "org_areas"
    __scope__: ClassVar[str] = "id"
    __table_args__ = (Index("uq_org_areas_root", "kind", unique=True, sqlite_where=IS_ROOT, postgresql_where=IS_ROOT),)

    kind: Mapped[AreaKind] = mapped_column(Word(AreaKind))
    name: Mapped[str]
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("org_areas.id"), index=True)
    path: Mapped[str] = mapped_column(Bytewise, unique=True)
    closed_at: Mapped[datetime | None]

    def __init__(self, *, parent: "Area | None" = None, **values: Any) -> None:
        super().__init__(**values)
        self.parent_id = parent.id if parent else None
        self.path = f"{parent.path if parent else ''}{self.id.hex}/"

    @property
    def lineage(self) -> list[uuid.UUID]:
        """The keys from the root down to this area itself."""
        return [uuid.UUID(part) for part in self.path.split("/")[:-1]]

    @classmethod
    def under(cls, path: str) -> ColumnElement[bool]:
        """The areas at or below `path`, as a range that the index on `path` serves."""
        return (cls.path >= path) & (cls.path < path[:-1] + "0")  # "0" is the sign after "/"


class Grid(Keyed, Base):
    """A second grouping of buildings inside a community, with bindings of its own."""

    __tablename__ = "org_grids"
    __scope__: ClassVar[str] = "area_id"

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"), index=True)
    name: Mapped[str]
    closed_at: Mapped[datetime | None]

    area: Mapped[Area] = relationship(lazy="joined", innerjoin=True)


class GridBuilding(Keyed, Base):
    """A building (or a leaf without buildings) lay in a grid from `starts_at` until `ends_at`."""

    __tablename__ = "org_grid_buildings"

    grid_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_grids.id"), index=True)
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Checkpoint(Keyed, Base):
    """A post: where temperatures are taken, people are persuaded to turn back, or patrols start."""

    __tablename__ = "org_checkpoints"
    __scope__: ClassVar[str] = "area_id"

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"), index=True)
    kind: Mapped[CheckpointKind] = mapped_column(Word(CheckpointKind))
    name: Mapped[str]
    closed_at: Mapped[datetime | None]

    area: Mapped[Area] = relationship(lazy="joined", innerjoin=True)


class Binding(Keyed, Base):
    """A person answered for a place in a role, from `starts_at` until `ends_at`.

    A binding to a grid names the grid and the community it lies in; a guard's may be narrowed to one
    checkpoint. Ending one sets `ends_at`; nothing is ever erased.
    """

    __tablename__ = "org_bindings"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (Index("ix_org_bindings_area_id_role", "area_id", "role"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts_people.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    grid_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("org_grids.id"), index=True)
    checkpoint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("org_checkpoints.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    bound_by_id: Mapped[uuid.UUID | None]
    ended_by_id: Mapped[uuid.UUID | None]

    area: Mapped[Area] = relationship()
    grid: Mapped[Grid | None] = relationship()
    checkpoint: Mapped[Checkpoint | None] = relationship()


def in_force(
    row: type[Binding] | type[GridBuilding], at: datetime, until: datetime | None = None
) -> ColumnElement[bool]:
    """The dated rows that hold at the moment `at`, or at some moment from `at` on and before `until`."""
    began = row.starts_at <= at if until is None else row.starts_at < until
    return began & or_(row.ends_at.is_(None), row.ends_at > at)


def not_over(at: datetime) -> ColumnElement[bool]:
    """The bindings that hold at `at` or will; not those ended before they began."""
    return or_(Binding.ends_at.is_(None), (Binding.ends_at > at) & (Binding.ends_at > Binding.starts_at))
