"""One-time codes, shown once, and the phones enrolled with them."""

from uuid import UUID

import segno
from flask import abort, flash, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.enrolments import CODE_LIVES
from app.accounts.models import Enrolment, Person
from app.accounts.tokens import show_code
from app.core import clock
from app.extensions import db
from app.territory import bp
from app.territory.people import actions
from app.territory.people.views import KEEP, page_of
from app.web import command, me, page, respond


@bp.post("/people/<uuid:person_id>/codes")
@command(KEEP, at=Person)
def issue_code(person: Person) -> str:
    """A new one-time code; codes issued before and not used lose their force."""
    code = actions.issue_code(person, by=me(), at=clock.now())
    session["code"] = [str(person.id), code]  # goes to the issuer's browser and is kept nowhere else
    return url_for("territory.code", person_id=person.id)


@bp.get("/people/<uuid:person_id>/code")
@page(KEEP, at=Person)
def code(person: Person) -> object:
    """The code just issued, as a link, a QR and a word to read out: once."""
    owner, fresh = session.pop("code", None) or ("", "")
    if owner != str(person.id):
        return respond("territory/code.html", one=person, code="", link="", qr="", hours=0)
    link = url_for("signin.enrol", code=show_code(fresh), _external=True)
    qr = segno.make(link, error="m").svg_data_uri(border=2, scale=8)
    hours = int(CODE_LIVES.total_seconds() // 3600)
    return respond("territory/code.html", one=person, code=show_code(fresh), link=link, qr=qr, hours=hours)


@bp.post("/people/<uuid:person_id>/enrolments/<uuid:enrolment_id>/revocation")
@command(KEEP, at=Person)
def revoke_phone(person: Person, enrolment_id: UUID) -> str:
    """The person may sign in on that phone no more."""
    theirs = (Enrolment.id == enrolment_id, Enrolment.person_id == person.id, Enrolment.revoked_at.is_(None))
    enrolment = db.session.scalar(select(Enrolment).where(*theirs)) or abort(404)
    actions.revoke_phone(enrolment, by=me(), at=clock.now())
    flash(_("%(name)s cannot sign in on that phone any more.", name=person.name))
    return page_of(person)
