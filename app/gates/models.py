"""Exit policies and passages. A passage that was wrong is withdrawn or corrected by a new row, never erased."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Keyed
from app.core.worded import Word
from app.gates.facts import Colour, Direction, Policy, Purpose
from app.gates.readings import Method, Reading
from app.gates.statements import Because, Outcome
from app.org.models import Area, Checkpoint
from app.places.models import Household, Resident


class ExitPolicy(Keyed, Base):
    """One version of the movement order (限行令) for a place and all in it; the most specific counts.

    `exits` per `days` calendar days, None for no limit. An order is public: it has no scope.
    """

    __tablename__ = "gates_exit_policies"
    __table_args__ = (Index("ix_gates_exit_policies_area_id_starts_at", "area_id", "starts_at"),)

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    exits: Mapped[int | None]
    days: Mapped[int]
    starts_at: Mapped[datetime]
    words: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[uuid.UUID | None]

    def as_fact(self, depth: int) -> Policy:
        """This version as the decision sees it; `depth` is how far down the tree its place lies."""
        return Policy(starts_at=self.starts_at, depth=depth, exits=self.exits, days=self.days)


class Passage(Keyed, Base):
    """One person at a gate (进出登记): let out, let in, or turned back. The key is the phone's op id.

    `area_id` is the place of the checkpoint. A way out stays open until `returned_at`; the way in that
    closed it says so in `closes_id`. `advice` is what the order said before the fact, `flags` what
    somebody should look at. A correction `supersedes_id` the row it corrects, which is withdrawn.
    """

    __tablename__ = "gates_passages"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (
        Index("ix_gates_passages_household_id_occurred_at", "household_id", "occurred_at"),
        Index("ix_gates_passages_checkpoint_id_occurred_at", "checkpoint_id", "occurred_at"),
        Index("ix_gates_passages_area_id_occurred_at", "area_id", "occurred_at"),
    )

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    checkpoint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_checkpoints.id"))
    household_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places_households.id"))
    resident_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places_residents.id"))
    direction: Mapped[Direction] = mapped_column(Word(Direction))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    purpose: Mapped[Purpose | None] = mapped_column(Word(Purpose))
    because: Mapped[Because | None] = mapped_column(Word(Because))
    reason: Mapped[str]
    temperature: Mapped[int | None]
    method: Mapped[Method | None] = mapped_column(Word(Method))
    second_temperature: Mapped[int | None]
    second_method: Mapped[Method | None] = mapped_column(Word(Method))
    mask: Mapped[bool | None]
    advice: Mapped[Colour] = mapped_column(Word(Colour))
    advice_code: Mapped[str]
    flags: Mapped[str]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None]
    returned_at: Mapped[datetime | None]
    closes_id: Mapped[uuid.UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[uuid.UUID | None]
    supersedes_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("gates_passages.id"), unique=True)

    area: Mapped[Area] = relationship(lazy="joined", innerjoin=True)
    checkpoint: Mapped[Checkpoint] = relationship()
    household: Mapped[Household | None] = relationship()
    resident: Mapped[Resident | None] = relationship()

    @property
    def first(self) -> Reading | None:
        """The reading that was taken first."""
        return None if self.temperature is None else Reading(self.temperature, self.method or Method.FOREHEAD)

    @property
    def second(self) -> Reading | None:
        """The reading that was taken again with a contact thermometer."""
        if self.second_temperature is None:
            return None
        return Reading(self.second_temperature, self.second_method or Method.ARMPIT)

    @property
    def flag_list(self) -> list[str]:
        """What somebody should look at, one code each."""
        return self.flags.split()

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        """Neither withdrawn nor corrected by another row."""
        return cls.withdrawn_at.is_(None)

    @classmethod
    def still_out(cls) -> ColumnElement[bool]:
        """Let out and not yet back: word for word the condition of the partial index."""
        return (cls.outcome == literal_column("'let-out'")) & cls.returned_at.is_(None) & cls.stands()


Index(
    "ix_gates_passages_still_out",
    Passage.area_id,
    Passage.occurred_at,
    sqlite_where=Passage.still_out(),
    postgresql_where=Passage.still_out(),
)
