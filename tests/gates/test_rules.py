"""The gate's decision: the shared vectors, and what must hold for any facts at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import district_day
from app.gates.facts import (
    Colour,
    Direction,
    Errand,
    ExceptionPass,
    Facts,
    Knowledge,
    Outside,
    Policy,
    Purpose,
)
from app.gates.rules import decide, policy_in_force, why_not
from tests.gates.vectors import VECTORS, read_expectation, read_facts, show_decision

FIRST = datetime(2020, 2, 1, tzinfo=UTC)
moments = st.integers(0, 20 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
later = st.integers(1, 10 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
policies = st.builds(
    lambda span, hours, **rest: Policy(
        **rest, ends_at=span and rest["starts_at"] + span, opens=min(hours), closes=max(hours) + 1
    ),
    starts_at=moments,
    span=st.none() | later,
    depth=st.integers(0, 3),
    exits=st.none() | st.integers(1, 3),
    days=st.integers(1, 5),
    sealed=st.booleans(),
    hours=st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
    longest_out=st.none() | st.integers(1, 600),
)
passes = st.builds(
    lambda purpose, starts_at, span: ExceptionPass(purpose, starts_at, starts_at + span),
    st.sampled_from(Purpose), moments, later,
)  # fmt: skip
facts_of_any_kind = st.builds(
    Facts,
    policies=st.lists(policies, max_size=4).map(tuple),
    exits=st.lists(moments, max_size=4).map(tuple),
    outside=st.lists(st.builds(Outside, moments, st.sampled_from(Purpose)), max_size=2).map(tuple),
    passes=st.lists(passes, max_size=2).map(tuple),
    errand=st.builds(Errand, st.just(Direction.OUT), st.sampled_from(Purpose), st.booleans()),
    vacant=st.booleans(),
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_vector_is_decided_as_written(vector):
    expected = read_expectation(vector["expect"])
    shown = show_decision(decide(read_facts(vector["facts"]), datetime.fromisoformat(vector["now"])))
    assert {key: shown[key] for key in expected} == expected


def test_every_vector_has_a_name_of_its_own():
    assert len({vector["name"] for vector in VECTORS}) == len(VECTORS)


@given(facts_of_any_kind, moments)
def test_a_shopper_who_may_go_leaves_the_quota_of_the_order_in_force_unbroken(facts, now):
    decision = decide(replace(facts, errand=Errand(), passes=()), now)
    policy = policy_in_force(facts.policies, now)
    if decision.code or policy is None or policy.exits is None:
        return
    window_begins = district_day(now) - timedelta(days=policy.days - 1)
    assert sum(district_day(at) >= window_begins for at in facts.exits) < policy.exits


@settings(deadline=None)
@given(facts_of_any_kind, moments)
def test_the_next_allowed_time_is_the_first_that_allows(facts, now):
    decision = decide(facts, now)
    first = decision.next_allowed_at
    assert bool(decision.code) or first is None
    if not decision.code:
        return
    assert first is None or (first > now and not why_not(facts, first))
    last = (first or now + timedelta(days=30)) - timedelta(seconds=1)
    every_three_hours = (now + timedelta(hours=3 * n) for n in range(240))
    assert why_not(facts, last)
    assert all(why_not(facts, at) for at in every_three_hours if at < last)


@given(facts_of_any_kind, moments, st.booleans())
def test_coming_home_is_never_refused(facts, now, own_compound):
    home = replace(facts, errand=Errand(Direction.IN), knowledge=Knowledge(own_compound=own_compound))
    assert decide(home, now).colour is not Colour.RED


@given(facts_of_any_kind, moments)
def test_only_shopping_looks_at_the_exits(facts, now):
    beside = replace(facts, errand=replace(facts.errand, purpose=Purpose.MEDICAL))
    assert decide(beside, now).colour is decide(replace(beside, exits=()), now).colour


@given(facts_of_any_kind, moments)
def test_under_a_household_quota_nobody_else_may_go_either(facts, now):
    decision = decide(facts, now)
    assert not (decision.code == "quota-used" and decision.other_member_may_go)
