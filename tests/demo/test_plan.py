"""The plan holds the figures of the report of 5 February 2020, and shares them out without losing one."""

from itertools import islice

import pytest

from app.demo.place_names import chinese, compound_names
from app.demo.plan import Plan, share


def test_the_full_plan_has_the_figures_of_the_report():
    assert Plan() == Plan(
        households=26_000,
        compounds=107,
        groups=34,
        temperature_posts=423,
        persuasion_posts=658,
        patrol_bases=13,
        bound_cadres=114,
        community_cadres=64,
        grid_workers=57,
        volunteers=400,
        turned_back=1_600,
    )


def test_a_hundredth_of_the_plan_has_260_households_and_two_of_everything_at_least():
    small = Plan().scaled(0.01)
    assert (small.households, small.compounds, small.patrol_bases) == (260, 2, 2)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(423, [1] * 141, [3] * 141), (10, [1, 1, 2], [2, 3, 5]), (7, [0, 1, 1], [0, 4, 3]), (0, [1, 2], [0, 0])],
)
def test_shares_are_whole_and_add_up(total, weights, parts):
    assert share(total, weights) == parts
    assert sum(share(total, weights)) == total


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四")])
def test_groups_are_counted_in_chinese(number, text):
    assert chinese(number) == text


def test_compounds_have_names_of_their_own_in_a_district_four_times_as_large():
    names = list(islice(compound_names(), 428))
    assert len(set(names)) == 428
