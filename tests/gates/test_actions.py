"""What the verbs do to the rows: returns at another gate, taking back, correcting, issuing an order."""

from datetime import timedelta

import pytest

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core import clock
from app.core.refusal import Refusal
from app.extensions import db
from app.gates.facts import Colour, Direction, Errand
from app.gates.finding import case_of
from app.gates.models import ExitPolicy, Passage
from app.gates.passages.actions import record_passage, replace_passage, withdraw_passage
from app.gates.policies.actions import Terms, issue_policy
from app.gates.policies.queries import order_in_force, policies_over
from app.gates.readings import Reading
from app.gates.rules import policy_in_force
from app.gates.statements import Because, Outcome, Statement
from app.org.models import Area, Checkpoint
from app.places.models import Household

HOME = Statement(Direction.IN, Outcome.LET_IN, first=Reading(364), mask=True)


@pytest.fixture
def write(app):
    """`write(lambda: …)`: in one unit of work, past the scope."""

    def run(act):
        with writing(), unscoped("done by the test"):
            return act()

    return run


@pytest.fixture
def come_home(doors, write):
    """`come_home(household_id, post=…, returns_id=…)`: somebody of the household is let in."""

    def log(household_id, post=None, returns_id=None):
        def act():
            household = db.session.get(Household, household_id) if household_id else None
            case = case_of(household, clock.now(), returns_id)
            said = Statement(**{**HOME.__dict__, "returns_id": returns_id})
            gate = db.session.get_one(Checkpoint, post or doors.gate)
            return record_passage(gate, case, said, by=SYSTEM, at=clock.now()).id

        return write(act)

    return log


def found(passages, key) -> Passage:
    return next(row for row in passages() if row.id == key)


def test_a_return_at_another_gate_of_the_compound_closes_the_way_out(went_out, come_home, make_post, doors, passages):
    out = went_out(doors.home)
    back = come_home(doors.home, post=make_post("北门"))
    assert found(passages, back).closes_id == out
    assert found(passages, out).returned_at is not None


def test_a_second_return_of_the_same_way_out_is_kept_and_flagged(went_out, come_home, doors, passages):
    out = went_out(doors.home)
    first, second = come_home(doors.home, returns_id=out), come_home(doors.home, returns_id=out)
    assert (found(passages, first).flags, found(passages, first).closes_id) == ("", out)
    assert (found(passages, second).flags, found(passages, second).closes_id) == ("already-back", None)


def test_without_a_choice_the_oldest_way_out_is_closed(went_out, come_home, doors, passages):
    old = went_out(doors.home, clock.now() - timedelta(hours=3))
    new = went_out(doors.home, clock.now() - timedelta(hours=1), reason="第二个人")
    come_home(doors.home)
    assert found(passages, old).returned_at is not None
    assert found(passages, new).returned_at is None


def test_somebody_coming_in_who_was_never_logged_out_is_simply_let_in(come_home, doors, passages):
    back = come_home(doors.home)
    assert (found(passages, back).flags, found(passages, back).closes_id) == ("", None)


def test_somebody_of_no_door_comes_back_from_the_list(doors, write, come_home, passages):
    said = Statement(Direction.OUT, Outcome.LET_OUT, first=Reading(365), mask=True, reason="送货司机")
    gate = lambda: db.session.get_one(Checkpoint, doors.gate)  # noqa: E731
    out = write(lambda: record_passage(gate(), case_of(None, clock.now()), said, by=SYSTEM, at=clock.now()).id)
    back = come_home(None, returns_id=out)
    assert found(passages, back).closes_id == out


def test_a_row_taken_back_counts_no_more(order, went_out, doors, write, passages):
    out = went_out(doors.home)
    assert decided(doors.home).colour is Colour.RED
    assert write(lambda: withdraw_passage(db.session.get_one(Passage, out), by=SYSTEM, at=clock.now()))
    assert decided(doors.home).colour is Colour.GREEN
    assert found(passages, out).withdrawn_at is not None


def test_taking_back_a_return_opens_the_way_out_again(went_out, come_home, doors, write, passages):
    out = went_out(doors.home)
    back = come_home(doors.home)
    write(lambda: withdraw_passage(db.session.get_one(Passage, back), by=SYSTEM, at=clock.now()))
    assert found(passages, out).returned_at is None


def test_a_row_is_taken_back_only_once(went_out, doors, write):
    out = went_out(doors.home)
    take_back = lambda: withdraw_passage(db.session.get_one(Passage, out), by=SYSTEM, at=clock.now())  # noqa: E731
    assert write(take_back) is True
    assert write(take_back_unaudited(take_back)) is False


def take_back_unaudited(act):
    """A second try changes nothing and writes nothing into the trail."""

    def run():
        from app import audit

        done = act()
        audit.record("tests.tried", "test", by=SYSTEM)
        return done

    return run


def test_a_corrected_way_out_stays_closed_by_its_return(went_out, come_home, doors, write, passages):
    out = went_out(doors.home)
    back = come_home(doors.home)

    def correct():
        old = db.session.get_one(Passage, out)
        withdraw_passage(old, by=SYSTEM, at=clock.now())
        case = case_of(db.session.get_one(Household, doors.home), old.occurred_at)
        said = Statement(Direction.OUT, Outcome.LET_OUT, first=Reading(372), mask=True)
        return replace_passage(old, case, said, by=SYSTEM).id

    new = write(correct)
    assert found(passages, new).returned_at == found(passages, out).returned_at is not None
    assert (found(passages, new).supersedes_id, found(passages, back).closes_id) == (out, new)


def test_somebody_who_moved_away_is_not_put_down_for_this_door(doors, write):
    single = lambda: db.session.get_one(Household, doors.single)  # noqa: E731
    with unscoped("looked at by the test"):
        stranger = single().residents[0].id
    said = Statement(Direction.OUT, Outcome.LET_OUT, first=Reading(365), resident_id=stranger)

    def act():
        case = case_of(db.session.get_one(Household, doors.home), clock.now())
        record_passage(db.session.get_one(Checkpoint, doors.gate), case, said, by=SYSTEM, at=clock.now())

    with pytest.raises(Refusal, match="not-a-member"):
        write(act)


def test_turned_back_is_not_out_and_uses_no_quota(order, went_out, doors, passages):
    went_out(doors.home, outcome=Outcome.TURNED_BACK, because=Because.GATHERING)
    assert passages()[0].returned_at is None
    assert decided(doors.home).colour is Colour.GREEN


def test_a_passage_is_judged_by_what_was_known_at_its_moment(order, went_out, doors):
    then = clock.now() - timedelta(hours=5)
    went_out(doors.home, clock.now() - timedelta(hours=1))
    assert decided(doors.home, then).colour is Colour.GREEN
    assert decided(doors.home).colour is Colour.RED


def decided(household_id, at=None):
    at = at or clock.now()
    db.session.rollback()
    with unscoped("looked at by the test"):
        return case_of(db.session.get_one(Household, household_id), at).decide(Errand(), at)


def place(cast, name) -> Area:
    return db.session.get_one(Area, cast.places[name])


def test_the_order_of_the_compound_goes_before_the_one_above_from_its_start_on(order, cast, write):
    now = clock.now()
    terms = Terms(2, 3, now + timedelta(hours=2), "三天两次")
    write(lambda: issue_policy(place(cast, "emerald"), terms, by=SYSTEM, at=now))
    with unscoped("looked at by the test"):
        building = place(cast, "building_3")
        assert order_in_force(building, now).exits == 1
        assert order_in_force(building, now + timedelta(hours=2)).exits == 2
        assert order_in_force(place(cast, "tianrui"), now + timedelta(hours=3)).exits == 1
        later = policy_in_force(tuple(policies_over(building)), now + timedelta(hours=3))
    assert (later.exits, later.days) == (2, 3)


def test_an_order_may_lift_the_limit(order, cast, write, went_out, doors):
    went_out(doors.home)
    assert decided(doors.home).code == "quota-used"
    write(lambda: issue_policy(place(cast, "emerald"), Terms(None, 1, clock.now()), by=SYSTEM, at=clock.now()))
    assert decided(doors.home).code == ""


def test_an_order_cannot_judge_what_has_happened_already(cast, write):
    now = clock.now()
    with pytest.raises(Refusal, match="in-the-past"):
        write(lambda: issue_policy(place(cast, "emerald"), Terms(1, 2, now - timedelta(days=1)), by=SYSTEM, at=now))


def test_a_start_typed_by_the_minute_begins_at_once(cast, write):
    now = clock.now()
    act = lambda: issue_policy(place(cast, "emerald"), Terms(1, 2, now - timedelta(minutes=1)), by=SYSTEM, at=now)  # noqa: E731
    row = write(lambda: act().id)
    assert db.session.get_one(ExitPolicy, row).starts_at == now
