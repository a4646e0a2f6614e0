"""Pages and commands about households."""

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from app.access import Permission
from app.core import clock
from app.core.paging import Page
from app.org.models import Area
from app.org.queries import lineage_of
from app.org.words import AreaKind
from app.places import bp, rules
from app.places.households import actions, queries
from app.places.households.forms import HouseholdForm, MergeForm, MoveForm
from app.places.models import Household
from app.places.queries import MOST, doubles_of, find_by_name, summary
from app.places.words import Tag
from app.web import command, me, page, respond
from app.web.forms import strip

VIEW, EDIT = Permission.PLACES_VIEW, Permission.PLACES_HOUSEHOLD_EDIT


def page_of(household: Household) -> str:
    """The url of a household."""
    return url_for("places.household", household_id=household.id)


@bp.get("/places/<uuid:area_id>/households")
@page(VIEW, at=Area)
def area_households(area: Area) -> object:
    """The doors of a building or a compound; what was searched for; above that, the places below."""
    figures, back = summary(area), _around(area)
    if area.kind in (AreaKind.DISTRICT, AreaKind.COMMUNITY):
        below = queries.children_of(area)
        return respond("places/area_above.html", area=area, figures=figures, back=back, below=below)
    text, after = _asked("q"), _asked("after")
    people = find_by_name(queries.compound_id_of(area), text) if text else []
    doors = queries.find_doors(area, text) if text else queries.doors_in(area, after)
    found = _shown(area, doors) | {"text": text, "people": people, "figures": figures, "back": back}
    return respond("places/area_households.html", blocks=("doors",), area=area, **found)


@bp.get("/households/<uuid:household_id>")
@page(VIEW, at=Household)
def household(household: Household) -> object:
    """One door: what is known of it, who lives there, masked."""
    people = household.residents
    gap = rules.differs_from_declared(household.declared_size, len(people))
    known: dict[str, Any] = {"labels": Tag.labels(tag.tag for tag in household.tags), "gap": gap}
    known |= {"lineage": lineage_of(household.area), "stays": queries.find_stays(household)}
    return respond("places/household.html", household=household, people=people, doubles=doubles_of(people), **known)


@bp.get("/places/<uuid:area_id>/households/new")
@page(EDIT, at=Area)
def new_household(area: Area, form: HouseholdForm | None = None) -> object:
    """The form for a household that is not in the books yet."""
    return respond("places/household_add.html", area=area, form=form or HouseholdForm())


@bp.post("/places/<uuid:area_id>/households")
@command(EDIT, at=Area, form=HouseholdForm, page=new_household)
def add_household(area: Area, form: HouseholdForm) -> str:
    """Add a household; next, its people."""
    added = actions.add_household(form.spot, form.facts, by=me(), at=clock.now())
    flash(_("Saved. Now add the people who live here."))
    return page_of(added)


@bp.get("/households/<uuid:household_id>/correction")
@page(EDIT, at=Household)
def edit_household(household: Household, form: HouseholdForm | None = None) -> object:
    """The form with what is known of the household."""
    return respond("places/household_correct.html", household=household, form=form or HouseholdForm.of(household))


@bp.post("/households/<uuid:household_id>/correction")
@command(EDIT, at=Household, form=HouseholdForm, page=edit_household)
def correct_household(household: Household, form: HouseholdForm) -> str:
    """Put right the door or what is known behind it."""
    actions.correct_household(household, form.spot, form.facts, by=me(), at=clock.now())
    flash(_("Saved."))
    return page_of(household)


@bp.post("/households/<uuid:household_id>/vacancy")
@command(EDIT, at=Household)
def mark_vacant(household: Household) -> str:
    """Nobody lives here now."""
    actions.mark_vacant(household, by=me(), at=clock.now())
    flash(_("Marked as vacant."))
    return page_of(household)


@bp.post("/households/<uuid:household_id>/occupancy")
@command(EDIT, at=Household)
def mark_occupied(household: Household) -> str:
    """Somebody lives here again."""
    actions.mark_occupied(household, by=me(), at=clock.now())
    flash(_("Marked as occupied."))
    return page_of(household)


@bp.get("/households/<uuid:household_id>/relocation")
@page(EDIT, at=Household)
def relocation(household: Household, form: MoveForm | None = None) -> object:
    """The form to move everybody."""
    form = form or MoveForm.about(household)
    return respond("places/household_move.html", household=household, form=form, count=len(household.residents))


@bp.post("/households/<uuid:household_id>/relocation")
@command(EDIT, at=Household, form=MoveForm, page=relocation)
def move_household(household: Household, form: MoveForm) -> str:
    """Move everybody to another door."""
    actions.move_household(household, form.target, by=me(), at=clock.now())
    flash(_("Moved. The old door is marked as vacant."))
    return page_of(form.target)


@bp.get("/households/<uuid:household_id>/merger")
@page(EDIT, at=Household)
def merger(household: Household, form: MergeForm | None = None) -> object:
    """The form to merge doubles."""
    return respond("places/household_merge.html", household=household, form=form or MergeForm())


@bp.post("/households/<uuid:household_id>/merger")
@command(EDIT, at=Household, form=MergeForm, page=merger)
def merge_households(household: Household, form: MergeForm) -> str:
    """Merge two entries for one door; next, the one that stays."""
    gone, stays = form.gone_and_stays
    actions.merge_households(gone, stays, by=me(), at=clock.now())
    flash(_("Merged into %(door)s.", door=stays.label))
    return page_of(stays)


@bp.get("/households/<uuid:household_id>/history")
@page(Permission.AUDIT_VIEW, at=Household)
def household_history(household: Household) -> object:
    """Who saw or changed this household in 30 days."""
    glances = queries.glances_at(household, clock.now())
    return respond("places/household_history.html", household=household, glances=glances)


def _asked(name: str) -> str:
    return strip(request.args.get(name, "")[:60]) or ""


def _doors_of(area: Area, after: str | None = None) -> str:
    return url_for("places.area_households", area_id=area.id, after=after)


def _shown(area: Area, doors: Page[Household]) -> dict[str, Any]:
    more = _doors_of(area, after=doors.after) if doors.after else None
    shown = {"stairs": queries.stairs(doors.rows), "jumps": _jumps(area), "next_url": more}
    return shown | {"labels": Tag.labels, "most": MOST}


def _around(area: Area) -> str:
    """From a building back to the doors of its compound; from anywhere else to the page of the place."""
    compound = queries.compound_around(area)
    return _doors_of(compound) if compound else url_for("territory.area", area_id=area.id)


def _jumps(area: Area) -> list[tuple[str, object]]:
    """Where to from here: the buildings of a compound, the units of a building."""
    if area.kind is AreaKind.BUILDING:
        return [(_doors_of(area, after=key), _("Unit %(unit)s", unit=unit)) for unit, key in queries.units_of(area)]
    return [(_doors_of(building), building.name) for building in queries.children_of(area)]
