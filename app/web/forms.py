"""What every form has in common: it is bound on purpose, it carries a key, it can be handed back filled."""

import unicodedata
from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length

from app.core.ids import new_id

TEXT = 200  # signs in a one-line field
UNSEEN = {"Cc", "Cf", "Cs"}
NOTE = 1000  # signs in a remark


class Unfilled(Exception):
    """The form lacks something or holds something unreadable (422)."""


class BaseForm(FlaskForm):
    """Shape and wording of one command. A page makes it empty; the door makes it from what was sent.

    `prepare(**loaded)` receives the objects the door loaded, for choices that depend on them.
    """

    class Meta(FlaskForm.Meta):
        csrf = False  # the door checks the token, before anything is loaded

    command_id = HiddenField(default=lambda: str(new_id()))

    def __init__(self, formdata: Any = None, **values: Any) -> None:
        super().__init__(formdata, **values)

    def renew(self, reason: Any = None) -> None:
        """Give the form a new key, to be sent again; `reason` stands at its head."""
        self.command_id.data = str(new_id())
        if reason:
            self.form_errors.append(reason)

    @classmethod
    def received(cls, **loaded: Any) -> Self:
        """The form as the request sent it."""
        form = cls(CombinedMultiDict([request.files, request.form]))
        form.prepare(**loaded)
        return form

    def prepare(self, **loaded: Any) -> None:
        """Fill choices that depend on the loaded objects."""

    def require(self) -> None:
        """Raise Unfilled unless every field is right."""
        if not self.validate():
            raise Unfilled


def strip(text: str | None) -> str | None:
    """Filter: no blanks around the text, and none of the signs nobody sees.

    Those are controls, which databases and printers choke on, and marks that turn text around (Unicode Cc, Cf, Cs).
    """
    kept = (sign for sign in text or "" if sign in "\t\r\n" or unicodedata.category(sign) not in UNSEEN)
    return "".join(kept).strip() if text else text


def text_field(label: Any, *validators: Any, most: int = TEXT, cls: type[Field] = StringField, **rest: Any) -> Any:
    """A text field of at most `most` signs, stripped."""
    return cls(label, [*validators, Length(max=most)], filters=[strip], **rest)
