"""Pages and commands about residents."""

from datetime import datetime
from uuid import UUID

from flask import Response, abort, flash, redirect, url_for
from flask_babel import gettext as _

from app.access import Permission
from app.core import clock
from app.places import bp, rules
from app.places.households.forms import MoveForm
from app.places.households.views import page_of
from app.places.models import Household, Resident
from app.places.queries import doubles_of
from app.places.residents import actions, queries
from app.places.residents.forms import CorrectionForm, ResidentForm, RevealForm
from app.places.words import Reason
from app.web import command, me, page, respond

VIEW, EDIT = Permission.PLACES_VIEW, Permission.PLACES_HOUSEHOLD_EDIT
REVEAL = Permission.PLACES_RESIDENT_REVEAL


@bp.get("/residents/<uuid:resident_id>")
@page(VIEW, at=Resident)
def resident(resident: Resident, form: RevealForm | None = None) -> object:
    """Somebody, masked, and the question why one needs to know who it is."""
    doubles = doubles_of([resident]).get(resident.id, [])
    return respond("places/resident.html", resident=resident, doubles=doubles, form=form or RevealForm())


@bp.post("/residents/<uuid:resident_id>/reveals")
@command(REVEAL, at=Resident, form=RevealForm, page=resident)
def reveal_resident(resident: Resident, form: RevealForm) -> str:
    """Note who wants to know and why; next, the page that shows it."""
    entry = actions.reveal(resident, Reason(form.reason.data), by=me(), at=clock.now())
    return url_for("places.revealed", resident_id=resident.id, entry_id=entry.id)


@bp.get("/residents/<uuid:resident_id>/reveals/<uuid:entry_id>")
@page(REVEAL, at=Resident)
def revealed(resident: Resident, entry_id: UUID) -> object:
    """Who it is: for whoever asked, for five minutes."""
    entry = queries.find_reveal(resident, entry_id, me()) or abort(404)
    until = entry.at + rules.REVEAL_LASTS
    if clock.now() >= until:
        flash(_("This was open for five minutes. Please ask again."), "info")
        return redirect(url_for("places.resident", resident_id=resident.id), 303)
    reason = Reason(entry.facts["reason"])
    number = rules.shown_number(resident.id_number or "", reason)
    answer = respond("places/revealed.html", resident=resident, number=number, reason=reason, until=until)
    return _leaving(answer, until, page_of(resident.household))


@bp.get("/households/<uuid:household_id>/residents/new")
@page(EDIT, at=Household)
def new_resident(household: Household, form: ResidentForm | None = None) -> object:
    """The form for somebody who is not listed yet."""
    return respond("places/resident_add.html", household=household, form=form or ResidentForm())


@bp.post("/households/<uuid:household_id>/residents")
@command(EDIT, at=Household, form=ResidentForm, page=new_resident)
def add_resident(household: Household, form: ResidentForm) -> str:
    """List somebody behind the door."""
    added = actions.add_resident(household, form.details, by=me(), at=clock.now())
    _say_saved(added)
    return page_of(household)


@bp.get("/residents/<uuid:resident_id>/correction")
@page(EDIT, at=Resident)
def edit_resident(resident: Resident, form: CorrectionForm | None = None) -> object:
    """The form to put something right."""
    form = form or CorrectionForm(relation=resident.relation)
    return respond("places/resident_correct.html", resident=resident, form=form)


@bp.post("/residents/<uuid:resident_id>/correction")
@command(EDIT, at=Resident, form=CorrectionForm, page=edit_resident)
def correct_resident(resident: Resident, form: CorrectionForm) -> str:
    """Put right what is known of somebody."""
    actions.correct_resident(resident, form.details, by=me(), at=clock.now())
    _say_saved(resident)
    return url_for("places.resident", resident_id=resident.id)


@bp.get("/residents/<uuid:resident_id>/relocation")
@page(EDIT, at=Resident)
def resident_relocation(resident: Resident, form: MoveForm | None = None) -> object:
    """The form to move one person."""
    return respond("places/resident_move.html", resident=resident, form=form or MoveForm.about(resident))


@bp.post("/residents/<uuid:resident_id>/relocation")
@command(EDIT, at=Resident, form=MoveForm, page=resident_relocation)
def move_resident(resident: Resident, form: MoveForm) -> str:
    """Move one person to another door."""
    actions.move_resident(resident, form.target, by=me(), at=clock.now())
    flash(_("Moved to %(door)s.", door=form.target.label))
    return page_of(form.target)


@bp.post("/residents/<uuid:resident_id>/departure")
@command(EDIT, at=Resident)
def note_departure(resident: Resident) -> str:
    """Somebody lives here no more."""
    actions.note_departure(resident, by=me(), at=clock.now())
    flash(_("Noted: moved out."))
    return page_of(resident.household)


def _say_saved(resident: Resident) -> None:
    """Point at a possible double at once, while whoever typed it still remembers."""
    if others := doubles_of([resident]).get(resident.id):
        doors = ", ".join(sorted({other.household.label for other in others}))
        flash(_("Saved. The same number is also listed behind %(doors)s: is it the same person?", doors=doors), "warn")
    else:
        flash(_("Saved."))


def _leaving(answer: Response, until: datetime, url: str) -> Response:
    """The page is kept by no cache, and at `until` the browser leaves it by itself."""
    seconds = int((until - clock.now()).total_seconds()) + 1
    answer.headers.update({"Cache-Control": "no-store", "Refresh": f"{seconds}; url={url}"})
    return answer
