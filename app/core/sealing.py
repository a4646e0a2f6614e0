"""Sensitive fields: AES-256-GCM bound to table, column and row; searched by blind index.

A sealed value copied into another row or column does not open (the associated data differ). The key id
stands in front, so two keys can be live while `keys rotate` re-seals. Plain hashes of an eleven-digit
number are reversed in seconds, so the index is an HMAC-SHA-256 with a key of its own.
"""

import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


@dataclass(frozen=True)
class Keyring:
    """The keys of one district: `keys` by one-byte id, `current` seals, `index_key` finds."""

    keys: dict[int, bytes] = field(repr=False)
    current: int
    index_key: bytes = field(repr=False)

    def seal(self, plain: str, *where: object) -> bytes:
        """Encrypt `plain` for the place `where` (table, column, row id)."""
        nonce = os.urandom(NONCE)
        box = AESGCM(self.keys[self.current]).encrypt(nonce, plain.encode(), _place(where))
        return bytes([self.current]) + nonce + box

    def open(self, sealed: bytes, *where: object) -> str:
        """Decrypt what was sealed for `where`; raises InvalidTag for anything else."""
        nonce, box = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        return AESGCM(self.keys[sealed[0]]).decrypt(nonce, box, _place(where)).decode()

    def index(self, *parts: object) -> bytes:
        """The blind index of `parts`: equal parts, equal bytes; nothing else can be read from it."""
        text = "|".join(str(part) for part in parts)
        return hmac.digest(self.index_key, text.encode(), hashlib.sha256)


def _place(where: tuple[object, ...]) -> bytes:
    return "|".join(str(part) for part in where).encode()


_installed: list[Keyring] = []


def install(ring: Keyring) -> None:
    """Make `ring` the keys of this process."""
    _installed[:] = [ring]


def keyring() -> Keyring:
    """The keys of this process."""
    return _installed[0]


class Sealed:
    """An attribute whose value lives encrypted in the bytes column `<name>_sealed`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_sealed"

    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        box = getattr(row, self.column)
        return None if box is None else keyring().open(box, *self.place(row))

    def __set__(self, row: Any, plain: str | None) -> None:
        setattr(row, self.column, keyring().seal(plain, *self.place(row)) if plain else None)

    def place(self, row: Any) -> tuple[str, str, uuid.UUID]:
        """What the value is bound to."""
        return row.__tablename__, self.column, row.id
