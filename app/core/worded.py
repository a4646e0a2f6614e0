"""Fixed words of the field: stored in English, shown in the reader's language."""

from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Worded(StrEnum):
    """An enumeration whose members carry a translatable `label`: `GUARD = "guard", _l("guard")`."""

    label: Any

    def __new__(cls, value: str, label: Any = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        """Value and label of every member, as a WTForms field wants them."""
        return [(word.value, word.label) for word in cls]


class Word(TypeDecorator[Any]):
    """A column that holds members of one enumeration as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the word; one outside the enumeration is a mistake of the caller."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the word."""
        return None if value is None else self.words(value)
