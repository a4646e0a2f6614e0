from datetime import timedelta

import pytest

from app.access import unscoped
from app.accounts import SYSTEM
from app.audit import writing
from app.core.refusal import Refusal
from app.extensions import db
from app.org import duty
from app.org.models import Area
from app.org.words import Role
from tests.cast import BEGAN

DAY = timedelta(days=1)


@pytest.fixture
def bind(app, cast):
    """Bind the cadre to Emerald as a volunteer, from and until so many days after the district began."""

    def bind(first: int | None, last: int | None):
        emerald = db.session.get_one(Area, cast.places["emerald"])
        starts_at, ends_at = (None if day is None else BEGAN + day * DAY for day in (first, last))
        term = {"starts_at": starts_at, "ends_at": ends_at}
        return duty.bind(cast.people["cadre"], Role.VOLUNTEER, emerald, by=SYSTEM, at=BEGAN + 5 * DAY, **term)

    with writing(), unscoped("the tests' own district"):
        yield bind


@pytest.mark.parametrize("term", [(None, None), (0, 21), (15, 16), (19, 40), (10, 20), (0, None)])
def test_a_person_is_bound_once_at_a_time(bind, term):
    bind(10, 20)
    with pytest.raises(Refusal) as no:
        bind(*term)
    assert no.value.code == "bound-already"


@pytest.mark.parametrize("term", [(0, 10), (20, 30), (20, None)])
def test_terms_may_touch(bind, term):
    bind(10, 20)
    assert bind(*term).ends_at == (None if term[1] is None else BEGAN + term[1] * DAY)


@pytest.mark.parametrize("term", [(10, 10), (10, 9), (None, 4)])
def test_a_term_ends_after_it_begins(bind, term):
    with pytest.raises(Refusal) as no:
        bind(*term)
    assert no.value.code == "ends-first"


def test_a_term_that_ended_before_it_began_leaves_its_days_free(bind):
    duty.end_binding(bind(10, 20), by=SYSTEM, at=BEGAN + 5 * DAY)
    assert bind(10, 20).starts_at == BEGAN + 10 * DAY


def test_whoever_takes_over_keeps_the_last_day(bind, cast):
    row = bind(0, 20)
    db.session.flush()
    new = duty.hand_over(row, cast.people["guard"], by=SYSTEM, at=BEGAN + 6 * DAY)
    db.session.refresh(row)
    assert (row.ends_at, new.starts_at, new.ends_at) == (BEGAN + 6 * DAY, BEGAN + 6 * DAY, BEGAN + 20 * DAY)
