"""Fields that the forms about households and residents share."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.web.forms import BaseForm, text_field

_PRIVATE = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


class Chips(SelectMultipleField):
    """Some of a few, as chips to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """The choices of a field from (value, label) each."""
    return [SelectChoice(value, label) for value, label in pairs]


def door_field(label: Any = _l("Door")) -> Any:
    """A door in any spelling."""
    asked = InputRequired(_l("Please give the door, for example 3-2-501."))
    keys = {"autocomplete": "off", "placeholder": "3-2-501"}
    return text_field(label, asked, most=40, render_kw=keys)


def no_numbers(form: BaseForm, field: Field) -> None:
    """Validator: a remark is read by many, so phone and identity numbers do not belong in it."""
    if _PRIVATE.search(field.data or ""):
        raise ValidationError(_l("Please leave phone and identity numbers out of the remark: they belong to a person."))
