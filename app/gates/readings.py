"""Temperatures as a guard types and judges them, in tenths of a degree Celsius (36.5 C is 365).

Fever begins at 37.3 C (the threshold of the 2020 national protocol). Forehead guns read 33 to 34 C
outdoors in winter, so a reading is kept with its method, a cold one is doubted, and a high or
implausible one is taken again with a contact thermometer; both readings are kept.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

FEVER = 373
COLD = 350
LOWEST, HIGHEST = 320, 430


class Method(StrEnum):
    """Where the temperature was taken."""

    FOREHEAD = "forehead"
    EAR = "ear"
    ARMPIT = "armpit"


class Verdict(StrEnum):
    """What a single reading says."""

    NORMAL = "normal"
    COLD = "cold"
    FEVER = "fever"
    IMPLAUSIBLE = "implausible"


@dataclass(frozen=True)
class Reading:
    """One temperature, in tenths of a degree, and how it was taken."""

    tenths: int
    method: Method = Method.FOREHEAD

    @property
    def verdict(self) -> Verdict:
        """IMPLAUSIBLE outside 32.0 to 43.0 C, FEVER from 37.3 C, COLD below 35.0 C, else NORMAL."""
        if not LOWEST <= self.tenths <= HIGHEST:
            return Verdict.IMPLAUSIBLE
        if self.tenths >= FEVER:
            return Verdict.FEVER
        return Verdict.COLD if self.tenths < COLD else Verdict.NORMAL

    @property
    def is_by_contact(self) -> bool:
        """Whether a thermometer touched the person: such a fever is believed without a second reading."""
        return self.method is not Method.FOREHEAD

    @property
    def needs_recheck(self) -> bool:
        """An implausible reading is always taken again, a high one when no thermometer touched the person."""
        if self.verdict is Verdict.IMPLAUSIBLE:
            return True
        return self.verdict is Verdict.FEVER and not self.is_by_contact


def read_temperature(text: str) -> int:
    """Tenths of a degree typed with an implied decimal: "365" and "36.5" are 365.

    A leading 3 may be left out when the first digit is 5 to 9 ("65" is 365); from 40 C on all three
    digits are typed. Full-width digits are read too. Raises ValueError for anything else.
    """
    typed = unicodedata.normalize("NFKC", text).strip().replace(",", ".").replace("。", ".")
    whole, point, tenth = typed.partition(".")
    digits = whole + tenth
    if not (digits.isascii() and digits.isdigit()) or (point and len(tenth) != 1):
        raise ValueError(text)
    if len(digits) == 2 and digits[0] in "56789":
        return 300 + int(digits)
    if len(digits) != 3:
        raise ValueError(text)
    return int(digits)


def spell_temperature(tenths: int) -> str:
    """The reading as people write it: 365 is "36.5"."""
    return f"{tenths // 10}.{tenths % 10}"


def is_confirmed_fever(first: Reading, second: Reading | None = None) -> bool:
    """Whether fever is certain: the second reading decides where there is one, else a first by contact."""
    last = second or first
    return last.verdict is Verdict.FEVER and last.is_by_contact
