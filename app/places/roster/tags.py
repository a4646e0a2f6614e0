"""Remarks become tags of a household by a list of words that the district can edit."""

import re
from collections.abc import Iterable
from functools import lru_cache

# A star stands for up to six characters: `武汉*返` finds 武汉务工返乡.
DEFAULT_WORDS: tuple[tuple[str, str], ...] = (
    ("独居老", "lives_alone_old"),
    ("空巢", "lives_alone_old"),
    ("孤寡", "lives_alone_old"),
    ("低保", "hardship"),
    ("困难户", "hardship"),
    ("贫困", "hardship"),
    ("特困", "hardship"),
    ("五保", "five_guarantees"),
    ("孕妇", "pregnant"),
    ("怀孕", "pregnant"),
    ("孕期", "pregnant"),
    ("慢性病", "chronic_illness"),
    ("高血压", "chronic_illness"),
    ("糖尿病", "chronic_illness"),
    ("透析", "chronic_illness"),
    ("残疾", "disabled"),
    ("残障", "disabled"),
    ("武汉*返", "returned_from_wuhan"),
    ("武汉*回", "returned_from_wuhan"),
    ("武汉来", "returned_from_wuhan"),
    ("长期在外", "long_absent"),
    ("长期外出", "long_absent"),
    ("常年在外", "long_absent"),
    ("留守儿童", "left_behind_child"),
    ("婴儿", "infant"),
    ("新生儿", "infant"),
    ("空户", "vacant"),
    ("空房", "vacant"),
    ("空置", "vacant"),
    ("无人居住", "vacant"),
)
TAGS = tuple(dict.fromkeys(tag for _, tag in DEFAULT_WORDS))

Words = tuple[tuple[str, str], ...]
_NOT = r"(?<![无非不未])(?<!不是)(?<!没有)(?<!不属于)"


def read_tags(remark: str, words: Words = DEFAULT_WORDS) -> tuple[str, ...]:
    """The tags of a remark, each once, in the order of the list; `无慢性病` gives none."""
    return tuple(dict.fromkeys(tag for pattern, tag in _patterns(words) if pattern.search(remark)))


@lru_cache(maxsize=8)
def _patterns(words: Words) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_NOT + _starred(word)), tag) for word, tag in words if word.strip("* ")]


def _starred(word: str) -> str:
    pieces: Iterable[str] = map(re.escape, word.strip("* ").split("*"))
    return "[^，。；,;未没不]{0,6}".join(pieces)
