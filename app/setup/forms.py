"""What the first start needs to know."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from app.web.forms import BaseForm, text_field
from app.web.phones import phone_field


def _asked(label: Any, **rest: Any) -> Any:
    return text_field(label, DataRequired(_l("Please give a name.")), most=40, **rest)


class SetupForm(BaseForm):
    """The code of this machine, the district, its first administrator."""

    code = text_field(
        _l("Setup code"),
        DataRequired(_l("Please type the setup code.")),
        most=40,
        description=_l("Whoever installed Menhu reads it with the command: flask setup-code"),
        render_kw={"autocapitalize": "characters", "autocomplete": "off"},
    )
    district = _asked(_l("Name of the district"))
    name = _asked(_l("Your name"), render_kw={"autocomplete": "name"})
    phone = phone_field(_l("Your phone number"))
