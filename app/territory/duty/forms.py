"""Who takes on what, where, from when until when."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from app.core import clock
from app.org.models import Area, Grid
from app.org.words import Role
from app.places.forms import options
from app.territory.duty.actions import Duty
from app.territory.duty.queries import Place, kind_of
from app.territory.forms import WhoForm, day_field
from app.territory.reach import roles_given_at
from app.territory.rules import FITS, fits
from app.territory.tree.queries import grids_of, posts_of

NOTHING_YET = "none"


class DutyForm(WhoForm):
    """Register somebody, bind somebody, or both at once."""

    role = RadioField(_l("Role"), [InputRequired(_l("Please choose."))])
    place = SelectField(_l("For which place"))
    starts_on = day_field(_l("First day"), description=_l("Empty: from now on."))
    ends_on = day_field(_l("Last day"), description=_l("Empty: until somebody ends it."))

    def prepare(self, area: Area | None = None, **rest: Any) -> None:
        """Offer the roles the actor gives here, and the place with its grids and posts."""
        if area is None:
            return
        places: list[Place] = [area, *grids_of(area), *posts_of(area)]
        self.places = {str(place.id): place for place in places}
        self.place.choices = options((key, called(place)) for key, place in self.places.items())
        given = [role for role in FITS if role in roles_given_at(area)]
        here = [role for role in given if any(fits(role, kind_of(place)) for place in places)]
        self.role.choices = options([*((role.value, role.label) for role in here), (NOTHING_YET, _("Only register"))])

    @property
    def duty(self) -> Duty | None:
        """What they take on; None where they are only registered."""
        if self.role.data == NOTHING_YET:
            return None
        first, last = self.starts_on.data, self.ends_on.data
        starts_at: datetime | None = clock.start_of(first) if first and first != clock.today() else None
        return Duty(Role(self.role.data), self.places[self.place.data], starts_at, last and clock.end_of(last))


class HandOverForm(WhoForm):
    """Who takes over."""


def called(place: Place) -> str:
    """The name of a place with its kind."""
    return f"{place.name} · {_('Grid') if isinstance(place, Grid) else place.kind.label}"
