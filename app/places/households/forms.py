"""The forms about a household."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core.ids import read_id
from app.org.models import Area
from app.places.forms import Chips, door_field, no_numbers, options
from app.places.households.actions import Facts
from app.places.households.queries import compounds, find_at, find_spots, may_keep
from app.places.models import Household, Resident
from app.places.words import Tag
from app.web.forms import NOTE, BaseForm, text_field

TENANT = {"yes": True, "no": False}


class HouseholdForm(BaseForm):
    """A door and what is known behind it."""

    door = door_field()
    is_tenant = RadioField(
        _l("Lives here as"),
        choices=options([("no", _l("Owner")), ("yes", _l("Tenant")), ("", _l("Not known"))]),
        default="",
    )
    declared_size = IntegerField(
        _l("How many people the household says it has"),
        [Optional(), NumberRange(0, 99, _l("A number from 0 to 99."))],
        render_kw={"inputmode": "numeric", "min": "0", "max": "99"},
    )
    tags = Chips(_l("What to look after"), choices=options(Tag.choices()))
    remark = text_field(_l("Remark"), no_numbers, most=NOTE, cls=TextAreaField, render_kw={"rows": 3})

    @classmethod
    def of(cls, household: Household) -> "HouseholdForm":
        """The form filled with what is known."""
        return cls(
            door=household.label,
            is_tenant={True: "yes", False: "no", None: ""}[household.is_tenant],
            declared_size=household.declared_size,
            tags=[tag.tag for tag in household.tags],
            remark=household.remark,
        )

    def prepare(self, **loaded: Any) -> None:
        """Doors are read as somebody standing at that place means them."""
        self.area: Area = loaded["household"].area if "household" in loaded else loaded["area"]

    def validate_door(self, field: Any) -> None:
        """Find the building of the door, which must be one the person may change."""
        spots = [spot for spot in find_spots(self.area, field.data) if may_keep(spot.leaf)]
        if not spots:
            raise ValidationError(_l("This is no door of a building here. Write it like 3-2-501."))
        self.spot = spots[0]

    @property
    def facts(self) -> Facts:
        """What was filled in besides the door."""
        tags = frozenset(map(Tag, self.tags.data))
        return Facts(TENANT.get(self.is_tenant.data), self.declared_size.data, self.remark.data or "", tags)


class MoveForm(BaseForm):
    """To which door."""

    compound = SelectField(_l("Compound"))
    door = door_field(_l("To which door"))

    @classmethod
    def about(cls, thing: Household | Resident) -> "MoveForm":
        """The empty form, for whoever lives in a household or one of them."""
        form = cls()
        form.prepare(household=thing)
        return form

    def prepare(self, **loaded: Any) -> None:
        """Offer the compounds in sight, this one first."""
        thing: Household | Resident = loaded.get("household") or loaded["resident"]
        self.here, self.own = thing.area, thing.compound_id
        self.places = {area.id: area for area in compounds()}
        own = self.places.get(self.own)
        others = [(str(key), area.name) for key, area in self.places.items() if key != self.own]
        self.compound.choices = options([(str(self.own), own.name if own else _l("This compound")), *others])

    def validate_door(self, field: Any) -> None:
        """Find the household there."""
        chosen = read_id(self.compound.data)
        area = self.here if chosen == self.own else self.places.get(chosen) if chosen else None
        target = find_at(area, field.data) if area else None
        if target is None:
            raise ValidationError(_l("No such door there, or not yours to change. Add the household first."))
        self.target = target


class MergeForm(BaseForm):
    """Which door is the double, and which of the two stays."""

    door = door_field(_l("The other door"))
    stays = RadioField(
        _l("Which one stays"),
        [InputRequired(_l("Please choose which of the two stays."))],
        choices=options([("this", _l("This door")), ("other", _l("The other door"))]),
    )

    def prepare(self, **loaded: Any) -> None:
        """Doubles lie in the same compound."""
        self.household: Household = loaded["household"]

    def validate_door(self, field: Any) -> None:
        """Find the other household."""
        other = find_at(self.household.area, field.data)
        if other is None:
            raise ValidationError(_l("No such door in this compound, or not yours to change."))
        self.other = other

    @property
    def gone_and_stays(self) -> tuple[Household, Household]:
        """The two households in the order of merging."""
        if self.stays.data == "other":
            return self.household, self.other
        return self.other, self.household
