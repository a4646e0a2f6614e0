"""What the verbs of households and residents share: taking hold of a door, letting people in."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.extensions import db
from app.places import rules
from app.places.models import Household, Resident
from app.places.queries import LIVES_HERE


def hold(*households: Household) -> None:
    """Lock the rows until the transaction ends and read them anew; refused where one was merged meanwhile.

    They are locked in the order of their keys, so that two people who merge crosswise wait for each other.
    """
    rows = select(Household).where(Household.id.in_({household.id for household in households}))
    rows = rows.order_by(Household.id).with_for_update(of=Household)
    db.session.scalars(rows.execution_options(populate_existing=True)).all()
    for household in households:
        rules.must_stand(household)


def people_of(household_id: UUID) -> list[Resident]:
    """Who lives behind the door now."""
    rows = select(Resident).where(Resident.household_id == household_id, LIVES_HERE)
    return list(db.session.scalars(rows.order_by(Resident.position, Resident.id)))


def let_in(people: Iterable[Resident], household: Household, at: datetime) -> None:
    """From `at` on `people` live in `household`, which is vacant no longer.

    Somebody listed there already is not listed twice: the entry that was there is completed.
    """
    there = people_of(household.id)
    for person in people:
        twin = next((one for one in there if rules.is_same_person(one, person)), None)
        if twin:
            _complete(twin, person)
            person.moved_out_at = at
        else:
            person.position = max((one.position for one in there), default=-1) + 1
            settle(person, household)
            there.append(person)
        household.vacant_at = None


def settle(resident: Resident, household: Household) -> None:
    """Let `resident` belong to `household` and lie where it lies."""
    resident.household_id, resident.area_id = household.id, household.area_id
    if resident.compound_id != household.compound_id:
        resident.compound_id = household.compound_id
        resident.set_phone(resident.phone)  # its last four are found inside one compound only


def _complete(stays: Resident, gone: Resident) -> None:
    stays.relation = stays.relation or gone.relation
    stays.sex = stays.sex or gone.sex
    if gone.phone and not stays.phone_sealed:
        stays.set_phone(gone.phone)
    if gone.id_number and not stays.id_number_sealed:
        stays.set_id_number(gone.id_number)
