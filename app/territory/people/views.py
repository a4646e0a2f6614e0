"""People: the list, one person, corrections, closing and opening an account."""

from typing import Any
from uuid import UUID

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission
from app.accounts.models import Person
from app.core import clock
from app.core.ids import read_id
from app.extensions import db
from app.org.models import Area
from app.territory import bp
from app.territory.people import actions, queries
from app.territory.people.forms import PersonForm, SearchForm
from app.territory.reach import home_area, outreaches
from app.web import command, me, page, respond

KEEP = Permission.TERRITORY_PERSON_EDIT


def page_of(person: Person) -> str:
    """The url of a person."""
    return url_for("territory.person", person_id=person.id)


@bp.get("/people")
@page(KEEP)
def people() -> object:
    """Those registered in or bound to my places."""
    form = SearchForm(request.args)
    text = form.q.data or "" if form.validate() else ""
    area = db.session.scalar(select(Area).where(Area.id == read_id(request.args.get("area"))))
    found = queries.list_people(text, area, read_id(request.args.get("after")))
    held = queries.bindings_of(found.rows)
    return respond("territory/people.html", form=form, found=found, held=held, area=area, home=home_area())


@bp.get("/people/<uuid:person_id>")
@page(KEEP)
def person(person_id: UUID) -> object:
    """One person: bound to what, now and before; on which phones."""
    one = queries.find_person(person_id) or abort(404)
    facts: dict[str, Any] = {"now": queries.bindings_of([one])[one.id], "before": queries.former_bindings(one)}
    facts |= {"phones": queries.phones_of(one), "mine": not outreaches(one.id), "home": home_area()}
    return respond("territory/person.html", one=one, kept_here=queries.is_kept_here(one), at=clock.now(), **facts)


@bp.get("/people/<uuid:person_id>/correction")
@page(KEEP, at=Person)
def correction(person: Person, form: PersonForm | None = None) -> object:
    """The form: name and phone number."""
    form = form or PersonForm(name=person.name, phone=person.phone)
    return respond("territory/correction.html", one=person, form=form)


@bp.post("/people/<uuid:person_id>/correction")
@command(KEEP, at=Person, form=PersonForm, page=correction)
def correct(person: Person, form: PersonForm) -> str:
    """Correct name and phone number."""
    actions.correct(person, form.name.data, form.phone.data, by=me(), at=clock.now())
    flash(_("Corrected."))
    return page_of(person)


@bp.post("/people/<uuid:person_id>/closure")
@command(KEEP, at=Person)
def close_account(person: Person) -> str:
    """Close the account."""
    actions.close_account(person, by=me(), at=clock.now())
    flash(_("The account of %(name)s is closed, and so are all bindings.", name=person.name))
    return page_of(person)


@bp.post("/people/<uuid:person_id>/reopening")
@command(KEEP, at=Person)
def reopen_account(person: Person) -> str:
    """Open a closed account again."""
    actions.reopen_account(person, by=me(), at=clock.now())
    flash(_("The account of %(name)s is open again.", name=person.name))
    return page_of(person)
