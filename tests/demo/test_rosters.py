"""Emerald, Tianrui and the village group stand in the demo as an import of their rosters would have put them in."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.access import unscoped
from app.audit import writing
from app.demo import bulk
from app.demo.layout import lay_out
from app.demo.plan import Plan
from app.demo.rosters import FILES, FOLDER, fitting, read_roster
from app.demo.settling import settle
from app.extensions import db
from app.places.models import Resident
from tests.demo.conftest import NOON
from tests.places.imports.rosters import kinds, read_in

ROSTERS = [("翡翠一品还建楼", 105, 268), ("天瑞公馆", 241, 626), ("路口镇村三组", 63, 63)]


@pytest.mark.parametrize(("place", "households", "people"), ROSTERS)
def test_each_roster_gives_every_household_and_every_person_once(place, households, people):
    read = read_roster(place)
    assert len({home.door.label for home in read}) == len(read) == households
    assert sum(len(home.people) for home in read) == people


def test_rosters_that_would_fill_more_than_half_of_a_small_district_stay_out():
    assert [name for name, _ in fitting(26_000)] == ["翡翠一品还建楼", "天瑞公馆", "路口镇村三组"]
    assert [name for name, _ in fitting(260)] == ["翡翠一品还建楼"]
    assert not list(fitting(104))


@pytest.mark.parametrize(("place", "households", "people"), ROSTERS)
def test_importing_the_roster_over_the_demo_changes_nothing(empty, place, households, people):
    district = lay_out(Plan(), NOON)
    site = next(site for site in district.sites if site.area.name == place)
    with writing(unaudited="the tests' own district"), unscoped("the tests look at all of the demo"):
        bulk.add(district.areas())
        settle(district, site)
        assert db.session.scalar(select(func.count(Resident.id))) == people
    job = read_in(site.area.id, (FOLDER / FILES[place]).read_bytes())
    assert Counter(kinds(job).values()) == {"same": households}
