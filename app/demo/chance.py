"""Chance that repeats itself: the same key gives the same numbers and the same ids on every machine."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from random import Random
from uuid import UUID

DEMO = "黄冈高新区 2020-02-05"


def chance(*key: object) -> Random:
    """A stream of its own for each `key`, so that a change in one part of the demo moves no other."""
    return Random("|".join(map(str, (DEMO, *key))))  # noqa: S311


def new_ids(at: datetime, block: int) -> Iterator[UUID]:
    """Ascending UUIDs of version 7 (RFC 9562) as if made at `at`; `block` (up to 4095) is for the caller alone.

    Ascending, because rows in the order of their key fill an index from left to right.
    """
    random = chance("ids", block)
    head = int(at.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62
    for number in count(block << 20):
        tail = number << 42 | random.getrandbits(42)
        yield UUID(int=head | tail >> 62 << 64 | tail & (1 << 62) - 1)
