from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from app.core.refusal import Refusal
from app.places import rules
from app.places.words import No, Reason

ONE, OTHER = UUID(int=1), UUID(int=2)
THEN = datetime(2020, 2, 3, tzinfo=UTC)


def door(key=ONE, compound=ONE, merged=None, vacant=None):
    return SimpleNamespace(id=key, compound_id=compound, merged_into_id=merged, vacant_at=vacant)


@pytest.mark.parametrize(
    ("ask", "facts", "refused"),
    [
        (rules.must_stand, (door(),), None),
        (rules.must_stand, (door(merged=OTHER),), No.MERGED),
        (rules.may_become_vacant, (door(),), None),
        (rules.may_become_vacant, (door(vacant=THEN),), No.VACANT_ALREADY),
        (rules.may_become_occupied, (door(vacant=THEN),), None),
        (rules.may_become_occupied, (door(),), No.OCCUPIED_ALREADY),
        (rules.may_move, (2, door(), door(OTHER)), None),
        (rules.may_move, (0, door(), door(OTHER)), No.NOBODY),
        (rules.may_move, (2, door(), door()), No.SAME_DOOR),
        (rules.may_merge, (door(), door(OTHER)), None),
        (rules.may_merge, (door(), door()), No.SAME_DOOR),
        (rules.may_merge, (door(), door(OTHER, compound=OTHER)), No.OTHER_COMPOUND),
        (rules.must_live_here, (None,), None),
        (rules.must_live_here, (THEN,), No.LEFT),
        (rules.may_be_listed, (None, [None]), None),
        (rules.may_be_listed, (b"1", [b"2", None]), None),
        (rules.may_be_listed, (b"1", [b"1"]), No.LISTED),
    ],
)
def test_an_intention_is_allowed_or_refused_with_its_own_reason(ask, facts, refused):
    if refused is None:
        assert ask(*facts) is None
        return
    with pytest.raises(Refusal) as no:
        ask(*facts)
    assert (no.value.code, no.value.reason) == (refused.value, refused.label)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("张三", None), ("张三", None), True),
        (("张三", b"1"), ("张三", None), True),
        (("张三", b"1"), ("张叁", b"1"), True),
        (("张三", b"1"), ("张三", b"2"), False),
        (("张三", None), ("李四", None), False),
    ],
)
def test_behind_one_door_the_identity_number_decides_and_then_the_name(one, other, same):
    first, second = (SimpleNamespace(name=name, id_number_index=index) for name, index in (one, other))
    assert rules.is_same_person(first, second) is same
    assert rules.is_same_person(second, first) is same


@pytest.mark.parametrize(
    ("declared", "listed", "differs"), [(None, 3, False), (3, 3, False), (4, 3, True), (0, 1, True)]
)
def test_listed_people_are_compared_with_what_the_household_declared(declared, listed, differs):
    assert rules.differs_from_declared(declared, listed) is differs


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Reason.CALL, "**************0016"),
        (Reason.VISIT, "**************0016"),
        (Reason.IDENTITY, "421121195804120016"),
        (Reason.TRACING, "421121195804120016"),
    ],
)
def test_the_identity_number_is_shown_in_full_only_for_a_reason_that_needs_it(reason, shown):
    assert rules.shown_number("421121195804120016", reason) == shown
    assert rules.shown_number("", reason) == ""
