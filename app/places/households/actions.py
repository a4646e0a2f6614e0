"""Verbs on a household. What it was stays in the audit trail; a double stays too, pointing at the door that stayed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app import audit
from app.accounts import Actor
from app.extensions import db
from app.places import rules
from app.places.actions import hold, let_in, people_of, settle
from app.places.households.queries import Spot, compound_id_of
from app.places.models import Household, HouseholdTag, Resident
from app.places.words import Act, Tag

KNOWN = ("label", "is_tenant", "declared_size", "remark")


@dataclass(frozen=True)
class Facts:
    """What is known of a household besides its door and its people."""

    is_tenant: bool | None = None
    declared_size: int | None = None
    remark: str = ""
    tags: frozenset[Tag] = frozenset()


def add_household(spot: Spot, facts: Facts, *, by: Actor, at: datetime) -> Household:
    """Open a record for the door at `spot`; refused where the compound has one for it."""
    household = Household(created_at=at)
    _hang(household, spot)
    _take(household, facts)
    db.session.add(household)
    _flush_door()
    _set_tags(household, facts.tags)
    audit.record(Act.ADDED, household, by=by, at=at)
    return household


def correct_household(household: Household, spot: Spot, facts: Facts, *, by: Actor, at: datetime) -> None:
    """Put right the door, also into another building of the compound, or what is known behind it."""
    hold(household)
    before = {name: getattr(household, name) for name in KNOWN}
    tags = _set_tags(household, facts.tags)
    _hang(household, spot)
    _take(household, facts)
    _flush_door()
    for resident in db.session.scalars(select(Resident).where(Resident.household_id == household.id)):
        settle(resident, household)
    changed = [name for name in KNOWN if before[name] != getattr(household, name)] + ["tags"] * tags
    audit.record(Act.CORRECTED, household, by=by, at=at, changed=changed, door_before=before["label"])


def mark_vacant(household: Household, *, by: Actor, at: datetime) -> None:
    """Nobody lives here from `at` on; whoever is listed stays listed, to be called."""
    hold(household)
    rules.may_become_vacant(household)
    household.vacant_at = at
    audit.record(Act.VACATED, household, by=by, at=at)


def mark_occupied(household: Household, *, by: Actor, at: datetime) -> None:
    """Somebody lives here again."""
    hold(household)
    rules.may_become_occupied(household)
    audit.record(Act.REOCCUPIED, household, by=by, at=at, vacant_since=household.vacant_at)
    household.vacant_at = None


def move_household(origin: Household, target: Household, *, by: Actor, at: datetime) -> None:
    """Everybody moves from one door to the other; the one they leave is vacant from `at` on."""
    hold(origin, target)
    people = people_of(origin.id)
    rules.may_move(len(people), origin, target)
    let_in(people, target, at)
    origin.vacant_at = at
    audit.record(Act.MOVED_AWAY, origin, by=by, at=at, to=target.id, people=len(people))
    audit.record(Act.MOVED_IN, target, by=by, at=at, came_from=origin.id, people=len(people))


def merge_households(gone: Household, stays: Household, *, by: Actor, at: datetime) -> None:
    """`gone` was a double of `stays`: people and tags move over, what `stays` lacks is filled in.

    What was merged into `gone` before points at `stays` from now on, so that one step always suffices.
    """
    hold(gone, stays)
    rules.may_merge(gone, stays)
    let_in(people_of(gone.id), stays, at)
    stays.vacant_at = stays.vacant_at if gone.vacant_at else None
    _fill(stays, gone)
    _set_tags(stays, _tags(stays) | _tags(gone))
    db.session.execute(
        update(Household).where(Household.merged_into_id == gone.id).values(merged_into_id=stays.id),
        execution_options={"synchronize_session": "fetch"},
    )
    gone.merged_into_id = stays.id
    audit.record(Act.MERGED, stays, by=by, at=at, gone=gone.id)


def _hang(household: Household, spot: Spot) -> None:
    door = spot.door
    household.area_id, household.compound_id = spot.leaf.id, compound_id_of(spot.leaf)
    household.label, household.sort_key = door.label, door.sort_key
    household.unit, household.floor = door.unit, door.floor


def _take(household: Household, facts: Facts) -> None:
    household.is_tenant, household.declared_size = facts.is_tenant, facts.declared_size
    household.remark = facts.remark


def _fill(stays: Household, gone: Household) -> None:
    if stays.is_tenant is None:
        stays.is_tenant = gone.is_tenant
    if stays.declared_size is None:
        stays.declared_size = gone.declared_size
    stays.remark = "\n".join(dict.fromkeys(filter(None, (stays.remark, gone.remark))))


def _flush_door() -> None:
    """Let the database say whether the door is taken: it alone also sees what others write just now."""
    try:
        db.session.flush()
    except IntegrityError as taken:
        raise rules.door_taken() from taken


def _tags(household: Household) -> set[str]:
    return set(db.session.scalars(select(HouseholdTag.tag).where(HouseholdTag.household_id == household.id)))


def _set_tags(household: Household, wanted: set[str] | frozenset[Tag]) -> bool:
    """Let the household have exactly the tags `wanted`; returns whether that changed anything."""
    held, wanted = _tags(household), {str(tag) for tag in wanted}
    mine = HouseholdTag.household_id == household.id
    if held - wanted:
        db.session.execute(delete(HouseholdTag).where(mine, HouseholdTag.tag.in_(held - wanted)))
    db.session.add_all(HouseholdTag(household_id=household.id, tag=tag) for tag in sorted(wanted - held))
    return held != wanted
