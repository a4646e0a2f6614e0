"""Keys. Version 7 sorts by time, so new rows land at the end of every index."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A fresh UUID version 7 (RFC 9562)."""
    return uuid7()


def read_id(text: str | None) -> uuid.UUID | None:
    """The UUID written in `text`, or None where it is none."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
