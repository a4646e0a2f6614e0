"""The field for a phone number, as people type it."""

import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Optional, Regexp

from app.web.forms import strip


def read_phone(text: str | None) -> str | None:
    """Eleven digits out of whatever was typed: blanks, dashes, +86 and wide digits do not count."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", strip(text) or ""))
    return re.sub(r"^(\+?86|0086)(?=1[0-9]{10}$)", "", digits) or None


def phone_field(
    label: Any = _l("Phone number"), *, required: bool = True, pattern: str = r"^1[0-9]{10}$", **rest: Any
) -> Any:
    """A mainland mobile number."""
    wrong = _l("A phone number has 11 digits and begins with 1.")
    keys = {"inputmode": "tel", "autocomplete": "tel", "maxlength": "20"}
    asked = InputRequired(_l("Please give the phone number.")) if required else Optional()
    options = {"filters": [read_phone], "render_kw": keys, **rest}
    return StringField(label, [asked, Regexp(pattern, message=wrong)], **options)
