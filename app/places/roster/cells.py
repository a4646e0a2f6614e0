"""What a cell of a roster says: names, phone and identity numbers, as people type them."""

import re
from datetime import date

from app.places.doors import plain_text
from app.places.roster.synonyms import HEADS, NOBODY

NAME_LENGTH = 50
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = r"(?:\+?(?:00)?86)?(1[3-9][0-9]{9})"
_LANDLINE = r"0[0-9]{9,11}"
_SEXES = {"男": "male", "m": "male", "male": "male", "女": "female", "f": "female", "female": "female"}
_TENANT = re.compile(r"^(是|y|yes|true|1)$|租")
_OWNER = re.compile(r"^(否|无|不是|n|no|false|0)$|自住|自有|业主|非租|不租|未租")


def read_names(text: str) -> list[str]:
    """The people a name cell names: usually one, nobody for `无` or `空户`, several in a list."""
    if plain_text(text).lower() in NOBODY:
        return []
    names = [
        re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", name.strip()) for name in re.split("[、,，;；]", text)
    ]
    return [name for name in names if name]


def read_phone(text: str) -> tuple[str, str]:
    """A mobile number as its 11 digits, or a landline with area code; then a problem code or ''.

    Empty cells and words such as `无` give no number and no problem.
    """
    text = plain_text(text).lstrip("负")
    if text.lower() in NOBODY:
        return "", ""
    pieces = [re.sub(r"[^0-9+]", "", piece) for piece in re.split("[/、,;|或]", text)]
    numbers = [number for piece in pieces for number in _numbers(piece)]
    if not numbers:
        return "", "phone_invalid"
    return numbers[0], "phone_more" if len(set(numbers)) > 1 else ""


def read_id_number(text: str) -> tuple[str, str]:
    """An identity number of 18 characters (GB 11643: a date and a check character), then a problem code or ''.

    Spreadsheet programs keep 15 digits of a number: `421123196305220000` has lost its end.
    """
    text = re.sub(r"[\s'’‘`\"-]", "", plain_text(text)).replace("×", "X")
    if text.lower() in NOBODY:
        return "", ""
    if is_id_number(text):
        return text, ""
    return "", "id_rounded" if re.fullmatch(r"[0-9]{15}000|[0-9.]+E\+17", text) else "id_invalid"


def is_id_number(text: str) -> bool:
    """Whether the birthday exists and the check character is right (GB 11643, ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


def read_sex(text: str) -> str:
    """`male`, `female`, or an empty text."""
    return _SEXES.get(text.lower(), "")


def read_tenant(text: str) -> bool | None:
    """Whether the household rents; None when the cell does not say."""
    text = text.lower()
    if _OWNER.search(text):
        return False
    return True if _TENANT.search(text) else None


def read_headcount(text: str) -> int | None:
    """`6`, `6.0`, `6人` as a number up to 99; None when the cell does not say one."""
    match = re.fullmatch(r"([0-9]{1,2})(?:人|口|口人)?", plain_text(text))
    return int(match[1]) if match else None


def is_head(relation: str) -> bool:
    """Whether a relation cell names the head of the household."""
    return relation.lower() in HEADS


def _numbers(piece: str) -> list[str]:
    if re.fullmatch(rf"(?:{_MOBILE})+", piece):
        return re.findall(_MOBILE, piece)
    return [piece] if re.fullmatch(_LANDLINE, piece) else []
