"""What a domain tells the landing page: something to do, how many, where to go."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """One line of somebody's day. `urgency`: 2 now, 1 today, 0 good to know."""

    title: Any
    url: str
    icon: str
    count: int | None = None
    hint: Any = ""
    urgency: int = 0
