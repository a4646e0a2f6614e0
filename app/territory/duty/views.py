"""Who answers for what: the page of a door, vacancies, binding, ending, handing over."""

from flask import abort, flash, request, url_for
from flask_babel import gettext as _

from app.access import Permission
from app.core import clock
from app.core.ids import read_id
from app.org.models import Area, Binding
from app.places.models import Household
from app.territory import bp
from app.territory.duty import actions, queries
from app.territory.duty import vacancies as seats
from app.territory.duty.forms import DutyForm, HandOverForm
from app.territory.forms import DayForm
from app.territory.people.queries import find_person
from app.territory.tree.queries import children_of
from app.web import command, me, page, respond

VIEW, BIND = Permission.TERRITORY_VIEW, Permission.TERRITORY_BIND


@bp.get("/households/<uuid:household_id>/responsible")
@page(VIEW, at=Household)
def responsible(household: Household) -> object:
    """Who answers for this door: now, or at any time of the day asked for."""
    form = DayForm(request.args) if "on" in request.args else DayForm()
    day = form.on.data if form.on.data and form.validate() else None
    spell = (clock.start_of(day), clock.end_of(day)) if day else (clock.now(),)
    levels = queries.who_answers(household.area, *spell)
    return respond("territory/responsible.html", household=household, form=form, day=day, levels=levels)


@bp.get("/places/vacancies")
@page(BIND)
def vacancies() -> object:
    """The seats nobody holds, kind by kind."""
    now = clock.now()
    counts = seats.count_vacancies(now)
    seat = seats.find_seat(request.args.get("seat", "")) or next(iter(counts), None)
    rows = seats.vacant_places(seat, now, read_id(request.args.get("after"))) if seat else None
    return respond("territory/vacancies.html", counts=counts, seat=seat, places=rows)


@bp.get("/places/<uuid:area_id>/people/new")
@page(BIND, at=Area)
def new_duty(area: Area, form: DutyForm | None = None) -> object:
    """The form: who, as what, where, from when."""
    form = form or DutyForm(**{name: request.args.get(name) for name in ("person", "role", "place")})
    form.prepare(area=area)
    key = read_id(form.person.data)
    person = find_person(key) if key else None
    if key and not person:
        abort(404)
    return respond("territory/duty_new.html", area=area, form=form, chosen=person, inside=children_of(area))


@bp.post("/places/<uuid:area_id>/people")
@command(BIND, at=Area, form=DutyForm, page=new_duty)
def take_on(area: Area, form: DutyForm) -> str:
    """Register and bind."""
    person = actions.take_on(form.who, area, form.duty, by=me(), at=clock.now())
    if form.duty is None:
        flash(_("%(name)s is registered.", name=person.name))
    else:
        flash(_("%(name)s is bound.", name=person.name))
    return url_for("territory.person", person_id=person.id)


@bp.get("/bindings/<uuid:binding_id>/handover")
@page(BIND, at=Binding)
def handover(binding: Binding, form: HandOverForm | None = None) -> object:
    """The form: who takes over."""
    holder = find_person(binding.person_id)
    return respond("territory/handover.html", binding=binding, holder=holder, form=form or HandOverForm())


@bp.post("/bindings/<uuid:binding_id>/handover")
@command(BIND, at=Binding, form=HandOverForm, page=handover)
def hand_over(binding: Binding, form: HandOverForm) -> str:
    """Hand a binding over to somebody else."""
    person = actions.hand_over(binding, form.who, by=me(), at=clock.now())
    flash(_("Handed over to %(name)s.", name=person.name))
    return after_change(binding)


@bp.post("/bindings/<uuid:binding_id>/ending")
@command(BIND, at=Binding)
def end_binding(binding: Binding) -> str:
    """End a binding."""
    actions.end(binding, by=me(), at=clock.now())
    flash(_("This binding has ended."))
    return after_change(binding)


def after_change(binding: Binding) -> str:
    """Back to the place; to today where the actor may have ended their own way in."""
    if binding.person_id == me().id:
        return url_for("today.my_day")
    return url_for("territory.area", area_id=binding.area_id)
