"""Fields that several forms of territory share."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, HiddenField
from wtforms.validators import DataRequired, Optional, ValidationError

from app.accounts.models import Person
from app.accounts.people import find_by_phone
from app.core.ids import read_id
from app.territory.duty.actions import Who
from app.territory.people.queries import find_person
from app.web.forms import BaseForm, text_field
from app.web.phones import phone_field
from app.web.templating import masked

FIRST, LAST = date(2019, 12, 1), date(2099, 12, 31)


def name_field(label: Any, most: int = 40, **rest: Any) -> Any:
    """A name that must be given."""
    return text_field(label, DataRequired(_l("Please give a name.")), most=most, **rest)


def day_field(label: Any, **rest: Any) -> Any:
    """A calendar day of the district, which may be left open."""
    return DateField(label, [Optional(), in_our_time], **rest)


def in_our_time(form: BaseForm, field: DateField) -> None:
    """Validator: no day before there was an epidemic, none that no calendar holds."""
    if field.data and not FIRST <= field.data <= LAST:
        raise ValidationError(_l("Please choose a day that can be meant."))


class DayForm(BaseForm):
    """The day asked for."""

    on = day_field(_l("On the day"))


class WhoForm(BaseForm):
    """Who takes something on: somebody known (by key or phone), or somebody new (phone and name)."""

    person = HiddenField()
    phone = phone_field(_l("Phone number"), required=False)
    name = text_field(_l("Name"), most=40, description=_l("Only for somebody who is not registered yet."))
    sure = BooleanField(_l("Yes, that person"))

    known: Person | None = None

    def __init__(self, formdata: Any = None, **values: Any) -> None:
        super().__init__(formdata, **values)
        self.phone.flags.required = True  # for the eye; doubts() asks, unless the person is known by key

    def validate(self, extra_validators: Any = None) -> bool:
        """Look up who is meant, and ask again where that is not certain."""
        right: bool = super().validate(extra_validators)
        key = read_id(self.person.data)
        self.known = find_person(key) if key else find_by_phone(self.phone.data) if self.phone.data else None
        legible = not (self.phone.errors or self.name.errors)
        for field, message in self.doubts() if legible else ():
            field.errors = [message]
            right = False
        return right

    def doubts(self) -> Iterator[tuple[Field, Any]]:
        """What is not certain yet about who is meant: the field to ask at, and the question."""
        if self.known is None and not self.phone.data:
            yield self.phone, _("Please give the phone number.")
        elif self.known is None and not self.name.data:
            yield self.name, _("Nobody is registered with this number yet. Give the name to register them.")
        elif self.known and self.known.disabled_at:
            yield self.phone, _("The account of %(name)s is closed. Open it again first.", name=self.called)
        elif self.known and not self.person.data and not self.sure.data and self.name.data != self.known.name:
            yield self.sure, _("This number is registered already, for %(name)s. Do you mean them?", name=self.called)

    @property
    def who(self) -> Who:
        """Who is meant."""
        return Who(self.known, self.phone.data or "", self.name.data or "")

    @property
    def called(self) -> str:
        """The known person's name, masked where the record is kept outside the reader's places."""
        assert self.known is not None
        return self.known.name if find_person(self.known.id) else masked(self.known.name)
