"""Secrets that stand for someone: session and device tokens, one-time codes."""

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs without 0 O 1 I, read aloud without mistakes
CODE_SIGNS = 10  # 50 bits: at least the 40 that one-time codes need


def new_token() -> str:
    """A 256-bit token for a cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """What is stored of a token: it has 256 bits of chance in it, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).digest()


def new_code() -> str:
    """A one-time code, to be shown in two groups of five."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))


def read_code(text: str) -> str:
    """The code in what somebody typed: case, spaces and dashes do not count."""
    return re.sub(r"[\s-]", "", text).upper()


def show_code(code: str) -> str:
    """The code as people read it out: `ABCDE-FGHJK`."""
    return f"{code[:5]}-{code[5:]}" if code else ""
