"""The forms before and around signing in."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Regexp, ValidationError

from app.accounts.pins import is_simple
from app.core.ids import read_id
from app.web.forms import BaseForm, text_field

SIX = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6", "pattern": "[0-9]{6}"}


def read_phone(text: str | None) -> str | None:
    """Eleven digits out of whatever was typed: blanks, dashes and +86 do not count. A key stays a key."""
    if read_id(text):
        return text
    digits = re.sub(r"[\s\-()]", "", text or "")
    return re.sub(r"^(\+?86|0086)(?=1\d{10}$)", "", digits) or None


def phone_field(label: Any = _l("Phone number"), pattern: str = r"^1\d{10}$", **rest: Any) -> Any:
    """A mainland mobile number."""
    wrong = _l("A phone number has 11 digits and begins with 1.")
    keys = {"inputmode": "tel", "autocomplete": "tel", "maxlength": "20"}
    checks = [InputRequired(_l("Please give the phone number.")), Regexp(pattern, message=wrong)]
    return StringField(label, checks, filters=[read_phone], render_kw=keys, **rest)


def pin_field(label: Any, *validators: Any) -> Any:
    """Six digits."""
    asked = InputRequired(_l("Please type the six digits."))
    return PasswordField(
        label, [asked, Regexp(r"^\d{6}$", message=_l("A PIN is six digits.")), *validators], render_kw=SIX
    )


class SignInForm(BaseForm):
    """Who, and the PIN. On an enrolled device `phone` may be the key of somebody enrolled there."""

    next = HiddenField()
    phone = phone_field(pattern=r"^(1\d{10}|[0-9a-f-]{36})$")
    pin = pin_field(_l("PIN (six digits)"))


class EnrolForm(BaseForm):
    """A one-time code, and the PIN to use from now on."""

    code = text_field(
        _l("One-time code"),
        InputRequired(_l("Please type the code you were given.")),
        render_kw={"autocapitalize": "characters", "autocomplete": "one-time-code"},
        description=_l("Ten letters and digits, from the person who registered you."),
    )
    pin = pin_field(_l("New PIN (six digits)"))
    pin_again = pin_field(_l("The same PIN again"), EqualTo("pin", _l("The two PINs differ.")))

    def validate_pin(self, field: PasswordField) -> None:
        """Refuse what anybody would try first."""
        if is_simple(field.data or ""):
            raise ValidationError(_l("That PIN is easy to guess. Please choose another."))
