"""The one way past the scope hook (app/access/scope.py): for a block, with a reason for the reader.

Every caller is listed in tests/house/unscoped.txt, so that a new one is seen in review.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_reason: ContextVar[str] = ContextVar("unscoped", default="")


@contextmanager
def unscoped(reason: str) -> Iterator[None]:
    """See past the scope for the block, because of `reason`."""
    before = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(before)


def is_unscoped() -> bool:
    """Whether the running block may see past the scope."""
    return bool(_reason.get())
