"""Devices: a person may sign in only where they were enrolled once, by a link, a QR or a spoken code."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from app import audit
from app.accounts.actor import Actor
from app.accounts.models import Device, Enrolment, EnrolmentCode, Person, SignIn
from app.accounts.tokens import hash_token, new_code, new_token, read_code
from app.core.refusal import Refusal
from app.core.unscoped import unscoped
from app.extensions import db

CODE_LIVES = timedelta(hours=72)


def issue_code(person: Person, *, by: Actor, at: datetime) -> str:
    """A new one-time code for `person`; codes issued before and not used lose their force."""
    old = update(EnrolmentCode).where(EnrolmentCode.person_id == person.id, EnrolmentCode.used_at.is_(None))
    db.session.execute(old.values(expires_at=at))
    code = new_code()
    row = EnrolmentCode(
        code_index=EnrolmentCode.index_of(code),
        person_id=person.id,
        issued_by_id=by.person_id,
        issued_at=at,
        expires_at=at + CODE_LIVES,
    )
    db.session.add(row)
    audit.record("accounts.code.issued", person, by=by, at=at)
    return code


def find_code(text: str, at: datetime) -> EnrolmentCode | None:
    """The unused, unexpired code in `text`, or None."""
    rows = select(EnrolmentCode).where(EnrolmentCode.code_index == EnrolmentCode.index_of(read_code(text)))
    rows = rows.where(EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > at)
    return db.session.scalar(rows)


def find_device(token: str | None) -> Device | None:
    """The enrolled device whose cookie holds `token`."""
    if not token:
        return None
    rows = select(Device).where(Device.token_hash == hash_token(token), Device.revoked_at.is_(None))
    return db.session.scalar(rows)


def people_on(device: Device) -> list[Person]:
    """Those who may sign in on `device`, in the order in which they were enrolled."""
    rows = select(Person).join(Enrolment, Enrolment.person_id == Person.id)
    rows = rows.where(Enrolment.device_id == device.id, Enrolment.revoked_at.is_(None))
    with unscoped("nobody is signed in yet"):
        return list(db.session.scalars(rows.order_by(Enrolment.enrolled_at)))


def is_enrolled(person: Person, device: Device) -> bool:
    """Whether `person` may sign in on `device`."""
    return person.id in {enrolled.id for enrolled in people_on(device)}


def redeem(code: EnrolmentCode, device: Device | None, pin_hash: str, at: datetime) -> tuple[Device, str | None]:
    """Use up `code`: enrol its person on `device` (a new one where None) and set the PIN.

    Returns the device and, if it is new, the token for its cookie. Refused when another request used
    the code in the same moment.
    """
    used = update(EnrolmentCode).where(EnrolmentCode.id == code.id, EnrolmentCode.used_at.is_(None))
    if not db.session.execute(used.values(used_at=at)).rowcount:  # type: ignore[attr-defined]
        raise Refusal("code-used", _l("This code has just been used."))
    token = None if device else new_token()
    device = device or Device(token_hash=hash_token(token or ""), label="", enrolled_at=at)
    db.session.add(device)
    db.session.flush()
    code.person.pin_hash = pin_hash
    if not is_enrolled(code.person, device):
        db.session.add(Enrolment(device_id=device.id, person_id=code.person_id, enrolled_at=at))
    audit.record("accounts.device.enrolled", code.person, by=code.person.actor, at=at)
    return device, token


def revoke(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """The person may sign in on that device no more; what is open on it ends at once. Others on it stay.

    A code they had shown to themselves loses its force: it may have been on that device.
    """
    enrolment.revoked_at = at
    there = (SignIn.person_id == enrolment.person_id, SignIn.device_id == enrolment.device_id)
    db.session.execute(update(SignIn).where(*there, SignIn.ended_at.is_(None)).values(ended_at=at))
    own = (EnrolmentCode.person_id == enrolment.person_id, EnrolmentCode.issued_by_id == enrolment.person_id)
    waiting = update(EnrolmentCode).where(*own, EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > at)
    db.session.execute(waiting.values(expires_at=at))
    audit.record("accounts.device.revoked", enrolment, by=by, at=at, person=enrolment.person_id)
