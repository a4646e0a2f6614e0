"""The forms about a resident."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from app.places.forms import options
from app.places.residents.actions import Details
from app.places.roster.cells import NAME_LENGTH, read_id_number, read_phone
from app.places.words import Reason
from app.web.forms import BaseForm, text_field

QUIET = {"autocomplete": "off"}


def phone_number(form: BaseForm, field: Field) -> None:
    """Validator: one mobile number, or a landline with area code; kept as its digits."""
    number, problem = read_phone(field.data or "")
    if problem:
        raise ValidationError(_l("Please give one phone number: 11 digits, or a landline with its area code."))
    field.data = number


def id_number(form: BaseForm, field: Field) -> None:
    """Validator: an identity number with a real birthday and the right check character (GB 11643-1999)."""
    number, problem = read_id_number(field.data or "")
    if problem:
        raise ValidationError(_l("This identity number is not right. Please compare all 18 signs with the card."))
    field.data = number


def name_field(*validators: Any) -> Any:
    """The full name."""
    return text_field(_l("Full name"), *validators, most=NAME_LENGTH, render_kw=QUIET)


class ResidentForm(BaseForm):
    """Somebody who lives here."""

    name = name_field(DataRequired(_l("Please give the name.")))
    relation = text_field(_l("Relation to the head of household"), most=20, render_kw={"list": "relations"})
    phone = text_field(_l("Phone number"), phone_number, most=40, render_kw={"inputmode": "tel", **QUIET})
    id_number = text_field(_l("Identity number"), id_number, most=40, render_kw=QUIET)

    @property
    def details(self) -> Details:
        """What was filled in."""
        return Details(self.name.data, self.relation.data or "", self.phone.data or "", self.id_number.data or "")


class CorrectionForm(BaseForm):
    """What is to change about somebody. Nothing that is kept under seal is shown here, so empty means unchanged."""

    name = name_field()
    relation = ResidentForm.relation
    phone = ResidentForm.phone
    forget_phone = BooleanField(_l("Forget the phone number"))
    id_number = ResidentForm.id_number
    forget_id_number = BooleanField(_l("Forget the identity number"))

    @property
    def details(self) -> Details:
        """What was filled in; None where things stay as they are."""
        phone = "" if self.forget_phone.data else self.phone.data or None
        number = "" if self.forget_id_number.data else self.id_number.data or None
        return Details(self.name.data or None, self.relation.data or "", phone, number)


class RevealForm(BaseForm):
    """Why."""

    asked = InputRequired(_l("Please give a reason."))
    reason = RadioField(_l("Why do you need to know who this is?"), [asked], choices=options(Reason.choices()))
