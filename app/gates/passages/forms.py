"""What a guard tells about one passage."""

from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.core.ids import read_id
from app.gates.facts import Decision, Direction, Purpose
from app.gates.models import Passage
from app.gates.readings import Method, Reading, read_temperature, spell_temperature
from app.gates.statements import Because, Outcome, Statement, missing
from app.gates.words import BECAUSE, METHODS, OUTCOMES, PURPOSES
from app.places.forms import no_numbers, options
from app.web import BaseForm
from app.web.forms import Unfilled, text_field

CONTACT = {method: word for method, word in METHODS.items() if method is not Method.FOREHEAD}
TYPED = {"inputmode": "numeric", "autocomplete": "off"}
WAYS = {Outcome.LET_OUT: Direction.OUT, Outcome.LET_IN: Direction.IN}
ASKED = {
    "recheck": ("second_temperature", _l("High or implausible: measure again with a contact thermometer.")),
    "reason": ("reason", _l("Please write down why, in a few words.")),
    "because": ("because", _l("Please say why you turned the person back.")),
}


class Pick(RadioField):
    """One of a few, or none."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse only what is not among the choices."""
        if self.data:
            super().pre_validate(form)


class Asked:
    """Validator that says nothing: whether the field is needed depends on the decision."""

    field_flags: ClassVar[dict[str, bool]] = {"quiet": True}

    def __call__(self, form: BaseForm, field: Any) -> None:
        """See `settle`."""


class PassageForm(BaseForm):
    """Which way, how it came out, how warm, what for, who, why. Buttons send `outcome`."""

    household = HiddenField()
    direction = HiddenField(default=Direction.OUT.value)
    returns = HiddenField()
    outcome = RadioField(
        _l("What happened"), [InputRequired(_l("Please say what happened."))], choices=options(OUTCOMES.items())
    )
    temperature = text_field(_l("Temperature"), Asked(), most=10, render_kw=TYPED)
    method = Pick(_l("Measured at"), choices=options(METHODS.items()), default=Method.FOREHEAD.value)
    second_temperature = text_field(_l("Measured again"), most=10, render_kw=TYPED)
    second_method = Pick(_l("Measured again at"), choices=options(CONTACT.items()), default=Method.ARMPIT.value)
    mask = BooleanField(_l("Mask"), default=True)
    purpose = Pick(_l("What for"), choices=options(PURPOSES.items()), default=Purpose.SHOPPING.value)
    resident = RadioField(_l("Who"), choices=[], validate_choice=False)
    because = Pick(_l("Turned back because"), choices=options(BECAUSE.items()))
    reason = text_field(_l("Reason"), Asked(), no_numbers, most=200, render_kw={"autocomplete": "off"})

    def validate_direction(self, field: HiddenField) -> None:
        """Refuse a way that does not exist."""
        if field.data not in set(Direction):
            raise ValidationError(_l("This form was changed on its way. Please start again."))

    def validate_temperature(self, field: Any) -> None:
        """Whoever goes through is measured; the reading must be one."""
        if field.data:
            readable(field)
        elif self.outcome.data != Outcome.TURNED_BACK:
            raise ValidationError(_l("Please measure the temperature."))

    def validate_second_temperature(self, field: Any) -> None:
        """A second reading, where there is one, must be one."""
        if field.data:
            readable(field)

    @property
    def way(self) -> Direction:
        """Which way the form is for; out where it was tampered with."""
        return Direction.IN if self.direction.data == Direction.IN else Direction.OUT

    @property
    def household_id(self) -> UUID | None:
        """The door, None for somebody of nowhere here."""
        return read_id(self.household.data)

    def statement(self) -> Statement:
        """What was filled in, as the rules see it; the form must be valid."""
        outcome = Outcome(self.outcome.data)
        return Statement(
            direction=WAYS.get(outcome, self.way),
            outcome=outcome,
            purpose=Purpose(self.purpose.data) if self.purpose.data else None,
            first=_reading(self.temperature.data, self.method.data or Method.FOREHEAD),
            second=_reading(self.second_temperature.data, self.second_method.data or Method.ARMPIT),
            mask=self.mask.data if self.household.data or self.temperature.data else None,
            resident_id=read_id(self.resident.data),
            because=Because(self.because.data) if self.because.data else None,
            reason=self.reason.data or "",
            returns_id=read_id(self.returns.data),
        )

    def settle(self, decision: Decision) -> Statement:
        """The statement, once nothing the rules ask for is missing; raises Unfilled with the question."""
        said = self.statement()
        for code in missing(said, decision):
            name, question = ASKED[code]
            self[name].errors = [*self[name].errors, question]
        if self.errors:
            raise Unfilled
        return said

    def show(self, passage: Passage) -> None:
        """Fill in what was recorded, to be corrected."""
        for name in ("outcome", "direction", "purpose", "method", "second_method", "because", "reason", "mask"):
            value = getattr(passage, name)
            self[name].data = value if isinstance(value, bool) else str(value) if value else self[name].data
        for name in ("temperature", "second_temperature"):
            tenths = getattr(passage, name)
            self[name].data = "" if tenths is None else spell_temperature(tenths)
        self.resident.data = str(passage.resident_id or "")
        self.household.data, self.returns.data = str(passage.household_id or ""), str(passage.closes_id or "")


def readable(field: Any) -> None:
    """Validator: three digits with an implied point."""
    try:
        read_temperature(field.data)
    except ValueError:
        raise ValidationError(_l("Please type the temperature as three digits: 365 for 36.5.")) from None


def _reading(typed: str | None, method: str) -> Reading | None:
    return Reading(read_temperature(typed), Method(method)) if typed else None


class CorrectionForm(PassageForm):
    """The same once more, and which door it really was."""

    door = text_field(_l("Door"), most=40, render_kw={"autocomplete": "off"})

    def show(self, passage: Passage) -> None:
        """Fill in what was recorded, with the door it was recorded for."""
        super().show(passage)
        self.door.data = passage.household.label if passage.household else ""
