"""People, the devices they are enrolled on, one-time codes and sessions. Tokens are stored as hashes only."""

import uuid
from datetime import datetime
from typing import ClassVar

from flask_login import UserMixin
from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.actor import Actor
from app.core.db import Base, Keyed
from app.core.sealing import Sealed, keyring
from app.org.models import Area


class Person(UserMixin, Keyed, Base):
    """Someone who works for the district: signs in with a phone number and a six-digit PIN.

    `area_id` is the place that keeps the person's record; what the person may see and do comes
    from bindings alone.
    """

    __tablename__ = "accounts_people"
    __scope__: ClassVar[str] = "area_id"

    name: Mapped[str]
    area_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("org_areas.id"), index=True)
    phone_sealed: Mapped[bytes | None]
    phone_index: Mapped[bytes | None] = mapped_column(unique=True)
    pin_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    phone = Sealed()

    area: Mapped[Area] = relationship()

    @staticmethod
    def index_of(phone: str) -> bytes:
        """The blind index under which `phone` (11 digits) is found."""
        return keyring().index("accounts_people.phone", phone)

    def set_phone(self, phone: str) -> None:
        """Keep `phone` (11 digits) sealed, and findable as a whole."""
        self.phone = phone
        self.phone_index = self.index_of(phone)

    @property
    def actor(self) -> Actor:
        """This person as the one who acts."""
        return Actor("person", self.id, self.name)


class Device(Keyed, Base):
    """A phone or tablet that has been enrolled; several people may share it."""

    __tablename__ = "accounts_devices"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    label: Mapped[str]
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Enrolment(Keyed, Base):
    """A person may sign in on a device."""

    __tablename__ = "accounts_enrolments"

    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts_devices.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts_people.id"), index=True)
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    device: Mapped[Device] = relationship()
    person: Mapped[Person] = relationship()


class EnrolmentCode(Keyed, Base):
    """A one-time code (40 bits, 72 hours) with which a person enrols one device and may set a PIN."""

    __tablename__ = "accounts_enrolment_codes"

    code_index: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts_people.id"), index=True)
    issued_by_id: Mapped[uuid.UUID | None]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    @staticmethod
    def index_of(code: str) -> bytes:
        """The blind index under which `code` is found."""
        return keyring().index("accounts_enrolment_codes.code", code)


class SignIn(Keyed, Base):
    """A session: in the database, so that it can be ended from anywhere at once."""

    __tablename__ = "accounts_sign_ins"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts_people.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts_devices.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Throttle(Base):
    """A token bucket in one time: when the bucket of `key` will be full again, in ms since 1970."""

    __tablename__ = "accounts_throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    full_ms: Mapped[int] = mapped_column(BigInteger)
