"""Doors: every spelling people use for one home, read to one label.

A household *is* its door, so `3栋2单元501`, `3#2-501`, `三栋二单元501室` and `3 2 501` on a keypad
all become `3-2-501`. The label is canonical: reading a label gives the same door again.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))
_CHINESE = "".join(_DIGITS) + "十百"
_NUMBER = rf"(?:[0-9]{{1,5}}|[{_CHINESE}]{{1,5}})"
_SIDE = "[东西南北中左右]"
_VALUE = rf"{_NUMBER}[楼层]{_SIDE}|[附负之]?[A-Z]{{0,2}}{_NUMBER}(?:[A-Z]|{_SIDE})?|[A-Z甲乙丙丁]|{_SIDE}(?=区)"
_MARK = "单元|号楼|号栋|#楼|号房|号室|[栋幢座楼门梯期区组层号室房户]"
_GAP = r"[ \-#/\\._,、]"
_TOKEN = re.compile(rf"({_VALUE})(?: ?({_MARK})户?{_GAP}*|{_GAP}+|$|(?=[附之]))")
_ROLES = {
    **dict.fromkeys(("期", "区", "组"), "area"),
    **dict.fromkeys(("栋", "幢", "座", "号楼", "号栋", "#楼", "楼", "号"), "building"),
    **dict.fromkeys(("单元", "门", "梯"), "unit"),
    "层": "floor",
}
_ORDER = ("area", "building", "unit", "floor")
_ROOM_MARKS = {"", "号", "号房", "号室", "室", "房", "户"}
_WORDS = r"[\u4e00-\u9fffA-Z]*"
_PLACE = re.compile(rf"{_WORDS}(?:[路街巷道][0-9]+号{_WORDS})?(?<![栋幢元室])")


@dataclass(frozen=True, slots=True)
class Door:
    """One home. `building` and `unit` are empty where a place has none."""

    building: str
    unit: str
    room: str

    @property
    def label(self) -> str:
        """The canonical spelling: `3-2-501`, `3-501`, `501`, `9号附1`."""
        if self.unit and not self.building:
            return f"{self.unit}单元{self.room}"
        return "-".join(part for part in (self.building, self.unit, self.room) if part)

    @property
    def sort_key(self) -> str:
        """A text that sorts doors as people count them: 2 before 10, cellars first."""
        return "-".join(map(_pad, (self.building, self.unit, self.room)))

    @property
    def floor(self) -> int | None:
        """The floor of a flat (501 is on 5, 负101 on -1), or None where the label does not say."""
        if match := re.fullmatch(r"(负?)([0-9]{1,2})[0-9]{2}\D?", self.room):
            return int(match[2]) * (-1 if match[1] else 1)
        if match := re.fullmatch(r"(负?)([0-9]{1,2})(?:楼.)?", self.room):
            return -int(match[2]) if match[1] else int(match[2]) if "楼" in self.room else None
        return None


def read_door(text: object, compound_name: str = "") -> Door | None:
    """Read a door as written or typed.

    `compound_name` is dropped where it stands in front (`天瑞公馆1栋2单元402室`).
    Returns None for anything that is not plainly one door.
    """
    plain = plain_text(text)
    name = plain_text(compound_name)
    if len(name) > 1 and name in plain and (door := _read(plain.rpartition(name)[2])):
        return door
    return _read(plain)


def join_door(building: object, unit: object, room: object) -> Door | None:
    """The door of three cells, the first two may be empty: `1.0, '1单元', '401室'`, `'3栋2单元', '', 501`.

    A room cell that holds a whole door (`1-2-401`) is taken when the other two do not contradict it.
    """
    block = re.sub(r"[#号]?[栋幢座楼号]?$", "", plain_text(building))
    stair = re.sub(r"(单元|门|梯)$", "", plain_text(unit))
    flat = plain_text(room)
    before = f"{block}栋" if block else ""
    between = f"{stair}单元" if stair else ""
    for text in (before + between + flat, before + flat, between + flat, flat):
        door = _read(text) if flat else None
        if door and _canonical(block) in ("", door.building) and _canonical(stair) in ("", door.unit):
            return door
    return _read(f"{plain_text(building)} {flat}") if block and flat and not stair else None


def split_place(text: object) -> tuple[str, Door | None]:
    """Split `三台河社区天瑞公馆1栋2单元402室` into the name of the place and the door."""
    plain = plain_text(text)
    for start in range(min(len(plain), 60)):
        if _PLACE.fullmatch(plain, 0, start) and (door := _read(plain[start:])):
            return plain[:start], door
    return "", None


@lru_cache(maxsize=4096, typed=True)
def plain_text(value: object) -> str:
    """A cell as text: 1.0 is `1`, full width becomes half width, every dash `-`, capitals."""
    text = "" if value is None else str(value).upper()
    if not text.isascii():
        text = re.sub(r"[‐‑‒–—―−ー]+", "-", unicodedata.normalize("NFKC", text).upper())
    text = " ".join(text.split())
    if match := re.fullmatch(r"(-?)([0-9]+)(?:\.0+)?", text):
        return ("负" if match[1] else "") + match[2]
    return text


@lru_cache(maxsize=4096)
def _read(plain: str) -> Door | None:
    text = re.sub(r"\([^()]*\)", "", plain).strip(" -#/\\._,、。;~")
    tokens: list[tuple[str, str]] = []
    while text and len(tokens) < 6 and (match := _TOKEN.match(text)):
        tokens.append((_canonical(match[1]), match[2] or ""))
        text = text[match.end() :]
    return _door(tokens) if tokens and not text else None


def _door(tokens: list[tuple[str, str]]) -> Door | None:
    annex = tokens.pop()[0] if tokens[-1][0][0] in "附之" and len(tokens) > 1 else ""
    (room, mark), parts = tokens[-1], _parts(tokens[:-1])
    if parts is None or mark not in _ROOM_MARKS or room[0] in "附之":
        return None
    area, building, unit = (parts.get(role, "") for role in _ORDER[:3])
    if annex or (not building and not unit and (mark == "号" or area.endswith("组"))):
        room += "号" + annex.replace("之", "附")
    if not parts and room.isdigit() and len(room) > 4:
        return None
    return Door(area + building, unit, room)


def _parts(tokens: list[tuple[str, str]]) -> dict[str, str] | None:
    """What stands before the room, by role; None when out of order or too long for what it is."""
    parts: dict[str, str] = {}
    for value, mark in tokens:
        role = _ROLES.get(mark) or ("unit" if {"building", "unit"} & parts.keys() else "building")
        role = "floor" if mark == "楼" and "building" in parts else role
        if mark in ("室", "房", "户", "号房", "号室") or value[0] in "附之负":
            return None
        if len(re.sub(r"[^0-9]", "", value)) > 3 or any(later in parts for later in _ORDER[_ORDER.index(role) :]):
            return None
        parts[role] = value + mark if role == "area" else value
    return parts


def _canonical(value: str) -> str:
    value = re.sub(rf"[{_CHINESE}]+", lambda match: _arabic(match[0]), value).replace("层", "楼")
    return re.sub(r"[0-9]+", lambda match: str(int(match[0])), value)


def _arabic(numeral: str) -> str:
    """`十二` is 12, `一百零三` 103, `五〇一` 501."""
    if not re.search("[十百]", numeral):
        return "".join(_DIGITS[sign] for sign in numeral)
    total, digit = 0, 0
    for sign in numeral:
        if sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        else:
            digit = int(_DIGITS[sign])
    return str(total + digit)


def _pad(part: str) -> str:
    return re.sub(r"[0-9]+", lambda match: match[0].zfill(6), part).replace("负", "!")
