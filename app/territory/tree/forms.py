"""Shape and wording of changes to the tree."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from app.core import clock
from app.org.models import Area, Grid
from app.org.words import BELOW, AreaKind, CheckpointKind
from app.places.forms import options
from app.territory.forms import name_field
from app.territory.tree.queries import Cell, cells_in, cells_of
from app.web.forms import BaseForm, text_field

MOST = 200  # places opened at once
LONGEST = 40  # signs in a name


class PartsForm(BaseForm):
    """Places to open inside a place, one name a line."""

    kind = RadioField(_l("What is it?"), [InputRequired(_l("Please choose."))])
    names = text_field(
        _l("Names"),
        DataRequired(_l("Please give a name.")),
        most=MOST * LONGEST,
        cls=TextAreaField,
        description=_l("One name a line opens several at once."),
    )

    def prepare(self, area: Area | None = None, **rest: Any) -> None:
        """Offer the kinds that lie in `area`."""
        kinds = BELOW[area.kind] if area else tuple(AreaKind)
        self.kind.choices = options((kind.value, kind.label) for kind in kinds)
        if len(kinds) == 1 and not self.kind.data:
            self.kind.data = kinds[0].value

    def lines(self) -> list[str]:
        """The names, each once, in their order."""
        return list(dict.fromkeys(filter(None, (line.strip() for line in self.names.data.splitlines()))))

    def validate_names(self, field: Any) -> None:
        """No name longer than a sign can show, no more of them than one sitting needs."""
        if any(len(line) > LONGEST for line in self.lines()):
            raise ValidationError(_("A name has at most %(most)s signs.", most=LONGEST))
        if len(self.lines()) > MOST:
            raise ValidationError(_("At most %(most)s places at once.", most=MOST))


class NameForm(BaseForm):
    """A better name."""

    name = name_field(_l("Name of the place"))


class PostForm(BaseForm):
    """A post to set up."""

    kind = RadioField(
        _l("What is it for?"), [InputRequired(_l("Please choose."))], choices=options(CheckpointKind.choices())
    )
    name = name_field(_l("Name of the place"), description=_l("For example: south gate."))


class CellsForm(BaseForm):
    """What a grid holds."""

    cells = SelectMultipleField(_l("Buildings in this grid"))

    def prepare(self, grid: Grid | None = None, area: Area | None = None, **rest: Any) -> None:
        """Offer everything in the community that a grid can hold, compound by compound."""
        community = grid.area if grid else area
        self.offered: dict[str, list[Cell]] = {}
        for cell in cells_of(community, clock.now()) if community else ():
            self.offered.setdefault(cell.compound, []).append(cell)
        self.areas = {str(cell.area.id): cell.area for cells in self.offered.values() for cell in cells}
        self.cells.choices = options((key, area.name) for key, area in self.areas.items())
        if grid and self.cells.data is None:
            self.cells.data = [str(cell.area.id) for cell in cells_in(grid, clock.now())]

    def chosen(self) -> list[Area]:
        """The places ticked."""
        return [self.areas[key] for key in self.cells.data or ()]


class GridForm(CellsForm):
    """A grid to draw."""

    name = name_field(_l("Name of the place"), description=_l("For example: grid 1."))
