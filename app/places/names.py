"""Names as guards look for them: in characters, in pinyin, by initials."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=65536)
def spell(name: str) -> tuple[str, str]:
    """Pinyin without tones or blanks, and the initials: `张小明` gives `("zhangxiaoming", "zxm")`."""
    syllables = [part.strip().lower() for part in lazy_pinyin(name, style=Style.NORMAL) if part.strip()]
    return "".join(syllables).replace(" ", ""), "".join(syllable[0] for syllable in syllables)
