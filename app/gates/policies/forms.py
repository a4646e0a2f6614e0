"""The form with which an order is issued."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.core.clock import DISTRICT
from app.gates.policies.actions import Terms
from app.web import BaseForm
from app.web.forms import text_field

MOST_DAYS = 28  # an exit is forgotten after so many days (docs/retention.md), and what is forgotten cannot be counted


class PolicyForm(BaseForm):
    """N exits per D days, from when on, in which words."""

    exits = IntegerField(
        _l("Exits"),
        [Optional(), NumberRange(1, 20, _l("Please give a number from 1 to 20."))],
        description=_l("How often one person of a household may go shopping. Empty: no limit."),
        render_kw={"min": 1, "max": 20, "inputmode": "numeric"},
    )
    days = IntegerField(
        _l("In how many days"),
        [
            InputRequired(_l("Please give the number of days.")),
            NumberRange(1, MOST_DAYS, _l("Please give 1 to 28 days.")),
        ],
        default=2,
        description=_l("Calendar days, from midnight to midnight. 2: out on the 1st, again on the 3rd."),
        render_kw={"min": 1, "max": MOST_DAYS, "inputmode": "numeric"},
    )
    starts_at = DateTimeLocalField(
        _l("Begins"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], description=_l("Empty: at once.")
    )
    words = text_field(_l("Words for the guard"), most=200)

    def terms(self, at: datetime) -> Terms:
        """The order as filled in; an empty start is `at`. Times are the district's."""
        typed = self.starts_at.data
        starts_at = typed.replace(tzinfo=DISTRICT) if typed else at
        return Terms(self.exits.data, self.days.data, starts_at, self.words.data or "")
