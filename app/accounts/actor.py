"""The actor (操作者): who did it, for receipts, audit and every `by=`."""

import uuid
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "card", "link", "system"]


@dataclass(frozen=True)
class Actor:
    """A person, a household card, a supplier's link, or the system itself."""

    kind: Kind
    id: uuid.UUID | None = None
    name: str = ""

    @property
    def person_id(self) -> uuid.UUID | None:
        """The person's key, for `_by_id` columns; None where no person acts."""
        return self.id if self.kind == "person" else None


SYSTEM = Actor("system", None, "Menhu")
