"""The forms before and around signing in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Regexp, ValidationError

from app.accounts.pins import is_simple
from app.core.ids import read_id
from app.web.forms import BaseForm, text_field
from app.web.phones import phone_field, read_phone

SIX = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6", "pattern": "[0-9]{6}"}


def read_phone_or_key(text: str | None) -> str | None:
    """A key stays a key, anything else is read as a phone number."""
    return text if read_id(text) else read_phone(text)


def pin_field(label: Any, *validators: Any) -> Any:
    """Six digits."""
    asked = InputRequired(_l("Please type the six digits."))
    return PasswordField(
        label, [asked, Regexp(r"[0-9]{6}\Z", message=_l("A PIN is six digits.")), *validators], render_kw=SIX
    )


class SignInForm(BaseForm):
    """Who, and the PIN. On an enrolled device `phone` may be the key of somebody enrolled there."""

    next = HiddenField()
    phone = phone_field(pattern=r"^(1[0-9]{10}|[0-9a-f-]{36})$", filters=[read_phone_or_key])
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
        if not field.errors and is_simple(field.data):
            raise ValidationError(_l("That PIN is easy to guess. Please choose another."))
