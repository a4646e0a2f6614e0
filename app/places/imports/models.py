"""A roster on its way in. What it says of people is sealed, and gone after seven days."""

import json
import uuid
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Keyed
from app.core.sealing import Sealed
from app.core.worded import Word
from app.org.models import Area
from app.places.imports.words import Job, Stage
from app.places.roster.diff import Kind

KEPT_FOR = timedelta(days=7)
"""How long a staged roster waits, and can be taken back."""


class RosterImport(Keyed, Base):
    """One file, meant for `area` and what lies below it.

    `job` is what is being done, asked for by `asked_by_id`; whoever does it holds it until `leased_until`.
    `tally` counts the rows of the file, `opened` names the places opened on the way.
    """

    __tablename__ = "places_imports"
    __scope__: ClassVar[str] = "area_id"

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"), index=True)
    filename: Mapped[str]
    file_sealed: Mapped[bytes | None] = mapped_column(deferred=True)
    compound: Mapped[str] = mapped_column(default="")
    layouts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    tally: Mapped[dict[str, int] | None] = mapped_column(JSON)
    opened: Mapped[list[str]] = mapped_column(JSON, default=list)
    job: Mapped[Job | None] = mapped_column(Word(Job))
    asked_by_id: Mapped[uuid.UUID | None]
    leased_until: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]
    problem_row: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]
    put_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]

    file = Sealed()

    area: Mapped[Area] = relationship(lazy="joined", innerjoin=True)

    @property
    def data(self) -> bytes:
        """The file itself; empty when it is gone."""
        return b64decode(self.file or "")

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.job:
            return Stage.WORKING
        past = ((self.purged_at, Stage.PURGED), (self.undone_at, Stage.UNDONE), (self.put_at, Stage.PUT))
        reached = next((stage for moment, stage in past if moment), None)
        return reached or (Stage.READ if self.read_at else Stage.UPLOADED)


class _Sealed:
    """Mixin: a body of JSON that is sealed."""

    body_sealed: Mapped[bytes]
    body = Sealed()

    @property
    def content(self) -> Any:
        """What the body says."""
        return json.loads(self.body)

    @content.setter
    def content(self, value: Any) -> None:
        self.body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class StagedHousehold(_Sealed, Keyed, Base):
    """A household as the roster has it. `kind` is what putting it in would do, and then what it did.

    `undo_sealed` says how to take it back; `kept_at` is set when it was in use by then and stayed.
    """

    __tablename__ = "places_import_households"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (
        Index("uq_places_import_households", "import_id", "compound", "label", unique=True),
        Index("ix_places_import_households_kind", "import_id", "kind"),
        Index("ix_places_import_households_id", "import_id", "id"),
        Index("ix_places_import_households_door", "import_id", "compound_id", "label"),
    )

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places_imports.id"))
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    compound: Mapped[str]
    compound_id: Mapped[uuid.UUID | None]
    label: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    has_problems: Mapped[bool]
    household_id: Mapped[uuid.UUID | None]
    taken_at: Mapped[datetime | None]
    put_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    undo_sealed: Mapped[bytes | None]

    undo = Sealed()

    area: Mapped[Area] = relationship()
    job: Mapped[RosterImport] = relationship()


class StagedRow(_Sealed, Keyed, Base):
    """A row that cannot go in, kept whole so that it can be corrected."""

    __tablename__ = "places_import_rows"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (Index("ix_places_import_rows_import_id", "import_id"),)

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places_imports.id"))
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    sheet: Mapped[str]
    number: Mapped[int]


class RemarkWord(Keyed, Base):
    """The district's own word for remarks: `tag` is what it means, None strikes a word of the built-in list."""

    __tablename__ = "places_remark_words"

    word: Mapped[str] = mapped_column(unique=True)
    tag: Mapped[str | None]
    created_at: Mapped[datetime]
