"""Households and residents: the door first, the people behind it second."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Bytewise, Keyed
from app.core.sealing import Sealed, keyring
from app.org.models import Area

STANDING = text("merged_into_id IS NULL")


class Household(Keyed, Base):
    """A door. `area_id` is the leaf it hangs on, `compound_id` the compound or resident group around it.

    `label` is canonical (app/places/doors.py) and unique in the compound; `sort_key` sorts as people count.
    """

    __tablename__ = "places_households"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (
        Index(
            "uq_places_households_compound_id_label",
            "compound_id",
            "label",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("ix_places_households_area_id_sort_key", "area_id", "sort_key"),
        Index("ix_places_households_merged_into_id", "merged_into_id"),
    )

    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    compound_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    label: Mapped[str]
    sort_key: Mapped[str] = mapped_column(Bytewise)
    unit: Mapped[str] = mapped_column(default="")
    floor: Mapped[int | None]
    is_tenant: Mapped[bool | None]
    declared_size: Mapped[int | None]
    remark: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    vacant_at: Mapped[datetime | None]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places_households.id"))

    area: Mapped[Area] = relationship(foreign_keys=[area_id], lazy="joined", innerjoin=True)
    residents: Mapped[list["Resident"]] = relationship(
        primaryjoin="(Resident.household_id == Household.id) & Resident.moved_out_at.is_(None)",
        order_by="Resident.position",
        viewonly=True,
    )
    tags: Mapped[list["HouseholdTag"]] = relationship(order_by="HouseholdTag.tag", viewonly=True)


class Resident(Keyed, Base):
    """A person living behind a door. `area_id` is the household's own, so that the scope covers both."""

    __tablename__ = "places_residents"
    __scope__: ClassVar[str] = "area_id"
    __table_args__ = (
        Index("ix_places_residents_compound_id_name", "compound_id", "name"),
        Index("ix_places_residents_compound_id_pinyin", "compound_id", "pinyin"),
        Index("ix_places_residents_compound_id_initials", "compound_id", "initials"),
        Index("ix_places_residents_phone_tail_index", "phone_tail_index"),
    )

    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places_households.id"), index=True)
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    compound_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Bytewise)
    pinyin: Mapped[str] = mapped_column(Bytewise)
    initials: Mapped[str] = mapped_column(Bytewise)
    relation: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    phone_sealed: Mapped[bytes | None]
    phone_index: Mapped[bytes | None] = mapped_column(index=True)
    phone_tail_index: Mapped[bytes | None]
    id_number_sealed: Mapped[bytes | None]
    id_number_index: Mapped[bytes | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    moved_out_at: Mapped[datetime | None]

    phone = Sealed()
    id_number = Sealed()

    household: Mapped[Household] = relationship()
    area: Mapped[Area] = relationship(foreign_keys=[area_id])

    @staticmethod
    def index_of(field: str, value: str) -> bytes:
        """The blind index of a whole `phone` or `id_number`."""
        return keyring().index("places_residents", field, value)

    @staticmethod
    def tail_index_of(compound_id: uuid.UUID, digits: str) -> bytes:
        """The blind index of a phone's last four digits, of use inside one compound only."""
        return keyring().index("places_residents", "phone_tail", compound_id, digits[-4:])

    def set_phone(self, phone: str | None) -> None:
        """Keep `phone` (11 digits) sealed; findable as a whole, and by its last four in the compound."""
        self.phone = phone
        self.phone_index = self.index_of("phone", phone) if phone else None
        self.phone_tail_index = self.tail_index_of(self.compound_id, phone) if phone else None

    def set_id_number(self, number: str | None) -> None:
        """Keep `number` (18 signs) sealed and findable."""
        self.id_number = number
        self.id_number_index = self.index_of("id_number", number) if number else None


class HouseholdTag(Keyed, Base):
    """A word that says what a household needs: lives alone and old, hardship, pregnant, …"""

    __tablename__ = "places_household_tags"
    __table_args__ = (Index("uq_places_household_tags", "household_id", "tag", unique=True),)

    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places_households.id"))
    tag: Mapped[str]
