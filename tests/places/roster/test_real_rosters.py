"""The three rosters of the field data hold exactly."""

from pathlib import Path

import pytest

from app.places.roster.entries import Household, Unreadable
from app.places.roster.reading import Choices, Roster, summarise
from app.places.roster.sheets import read_rows

DATA = Path(__file__).parents[2] / "data"
EMERALD = (DATA / "roster-emerald-105-households.xlsx").read_bytes()
TIANRUI = (DATA / "roster-tianrui-gbk.csv").read_bytes()
VILLAGE = (DATA / "roster-village-group.xls").read_bytes()


def entries(data: bytes, compound: str = "") -> tuple[Roster, list[Household], list[Unreadable]]:
    roster = Roster(read_rows(data), Choices(compound=compound))
    found = list(roster)
    households = [entry for entry in found if isinstance(entry, Household)]
    return roster, households, [entry for entry in found if isinstance(entry, Unreadable)]


def test_emerald_is_105_households_and_every_person():
    assert summarise(EMERALD).counts == {"households": 105, "people": 268, "repeated": 0, "unreadable": []}
    roster, households, _ = entries(EMERALD)
    first = households[0]
    assert (first.door.label, first.rows, first.tags) == ("1-1-101", [5, 6, 7], ("long_absent",))
    assert [(person.name, person.relation) for person in first.people] == [
        ("冯欣霞", "户主"),
        ("马强", "配偶"),
        ("梁刚英", "女儿"),
    ]
    assert (roster.tally.title, roster.tally.header, roster.tally.total, roster.tally.note) == (2, 2, 1, 1)


def test_emerald_keeps_phones_typed_as_numbers_or_with_spaces_and_every_identity_number():
    _, households, _ = entries(EMERALD)
    people = [person for household in households for person in household.people]
    assert sum(len(person.phone) == 11 for person in people) == sum(bool(person.phone) for person in people) == 248
    assert all(person.id_number for person in people)
    assert not any(household.problems for household in households)
    assert {household.door.building for household in households} == {"1", "2", "3"}


def test_tianrui_is_241_households_with_12_repeated_rows_not_doubled():
    roster, households, _ = entries(TIANRUI)
    assert (roster.tally.households, roster.tally.people, roster.tally.repeated) == (241, 626, 12)
    assert {household.compound for household in households} == {"天瑞公馆"}
    again = [household for household in households if household.again]
    assert [row for household in again for row in household.rows] == [*range(627, 639), 642]


def test_tianrui_reports_each_broken_row_with_all_that_is_wrong():
    assert summarise(TIANRUI).counts["unreadable"] == [
        {"row": 639, "reason": "No door is given."},
        {
            "row": 640,
            "reason": "The door “7栋?单元” cannot be read. "
            "The identity number is not valid. The phone number is not valid.",
        },
    ]


def test_tianrui_takes_the_lodger_at_the_end_into_the_household_met_before():
    _, households, _ = entries(TIANRUI)
    lodger = households[-1]
    assert (lodger.door.label, lodger.again, lodger.people[0].relation) == ("2-1-301", True, "租客")


@pytest.mark.parametrize("name", ["天瑞公馆", "天瑞公馆小区", "另取的名字"])
def test_a_compound_given_by_the_reader_is_the_one_the_sheet_is_about(name):
    roster, households, unreadable = entries(TIANRUI, compound=name)
    assert roster.tally.households == 241
    assert {household.compound for household in households} == {name}
    assert [row.row for row in unreadable] == [639, 640]


def test_the_village_sheet_is_63_households_by_house_number():
    assert summarise(VILLAGE).counts == {"households": 63, "people": 63, "repeated": 0, "unreadable": []}
    _, households, _ = entries(VILLAGE)
    ninth = households[8]
    assert (ninth.door.label, ninth.headcount, ninth.tags) == ("9号附1", 2, ("five_guarantees",))
    assert all(len(household.people[0].phone) == 11 for household in households)


@pytest.mark.parametrize("data", [EMERALD, TIANRUI, VILLAGE])
def test_every_row_is_accounted_for(data):
    roster, households, unreadable = entries(data)
    assert roster.tally.adds_up
    assert sum(len(household.rows) for household in households) == roster.tally.used + roster.tally.repeated
    assert len(unreadable) == roster.tally.unreadable
