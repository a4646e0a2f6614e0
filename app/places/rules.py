"""What may be done with households and residents. Facts in; a value, or a Refusal with its reason, out."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from app.core.refusal import Refusal
from app.places.words import No, Reason

REVEAL_LASTS = timedelta(minutes=5)
SHOWN_DIGITS = 4


class Door(Protocol):
    """What the rules ask of a household."""

    @property
    def id(self) -> UUID:
        """Its key."""

    @property
    def compound_id(self) -> UUID:
        """The compound around it."""

    @property
    def merged_into_id(self) -> UUID | None:
        """The door that stayed, where this one was merged."""

    @property
    def vacant_at(self) -> datetime | None:
        """Since when nobody lives here."""


class Dweller(Protocol):
    """What tells one person from another."""

    @property
    def name(self) -> str:
        """The full name."""

    @property
    def id_number_index(self) -> bytes | None:
        """The blind index of the identity number, where it is known."""


def must_stand(door: Door) -> None:
    """A merged household is history: nothing about it changes any more."""
    if door.merged_into_id:
        raise _no(No.MERGED)


def may_become_vacant(door: Door) -> None:
    """A door becomes vacant once; whoever is listed there stays listed, to be called."""
    if door.vacant_at:
        raise _no(No.VACANT_ALREADY)


def may_become_occupied(door: Door) -> None:
    """Only a vacant door can become occupied again."""
    if not door.vacant_at:
        raise _no(No.OCCUPIED_ALREADY)


def may_move(people: int, origin: Door, target: Door) -> None:
    """People move to another door, and there must be somebody to move."""
    if origin.id == target.id:
        raise _no(No.SAME_DOOR)
    if not people:
        raise _no(No.NOBODY)


def may_merge(gone: Door, stays: Door) -> None:
    """Two entries for one door are doubles, so they lie in one compound."""
    if gone.id == stays.id:
        raise _no(No.SAME_DOOR)
    if gone.compound_id != stays.compound_id:
        raise _no(No.OTHER_COMPOUND)


def must_live_here(moved_out_at: datetime | None) -> None:
    """Nothing is done with somebody who has left."""
    if moved_out_at:
        raise _no(No.LEFT)


def may_be_listed(number_index: bytes | None, others: list[bytes | None]) -> None:
    """One identity number stands once behind a door."""
    if number_index and number_index in others:
        raise _no(No.LISTED)


def door_taken() -> Refusal:
    """One door, one household: the database itself sees to it."""
    return _no(No.DOOR_TAKEN)


def is_same_person(one: Dweller, other: Dweller) -> bool:
    """Behind one door: equal identity numbers, or the same name where they do not contradict it."""
    if one.id_number_index and other.id_number_index:
        return one.id_number_index == other.id_number_index
    return one.name == other.name


def differs_from_declared(declared: int | None, listed: int) -> bool:
    """Whether the household said another number of people than is listed (户不漏人)."""
    return declared is not None and declared != listed


def shows_id_number(reason: Reason) -> bool:
    """Whether `reason` needs the identity number in full."""
    return reason in (Reason.IDENTITY, Reason.TRACING)


def shown_number(number: str, reason: Reason) -> str:
    """The identity number as `reason` lets it be seen: in full, or its last four signs."""
    if shows_id_number(reason):
        return number
    return "*" * len(number[:-SHOWN_DIGITS]) + number[-SHOWN_DIGITS:]


def _no(word: No) -> Refusal:
    return Refusal(word.value, word.label)
