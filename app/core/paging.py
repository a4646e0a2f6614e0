"""Pages of a long list, walked by key instead of by count, so that page 400 costs what page 1 costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows and the key behind which the next page begins (None: this was the last)."""

    rows: Sequence[Row]
    after: str | None


def cut(rows: Sequence[Row], size: int, key: Callable[[Row], object]) -> Page[Row]:
    """Make a page of `rows`, which were asked for with a limit of `size + 1`."""
    shown = rows[:size]
    return Page(shown, str(key(shown[-1])) if len(rows) > size else None)
