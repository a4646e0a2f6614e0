"""Rows become households, and no row is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.places.roster.headers import Layout
from app.places.roster.reading import Choices, Roster
from tests.places.roster.making import HEADER, read, rows

ADA, BEN, CAI = "11010519491231002X", "421121197710113084", "421123198110181099"


def labels(households):
    return [household.door.label for household in households]


def names(household):
    return [person.name for person in household.people]


def test_members_without_a_door_of_their_own_belong_to_the_household_above():
    _, households, unreadable = read(
        HEADER,
        ["3栋", "2单元", "501", "张三", "户主"],
        ["", "", "", "李四", "配偶"],
        ["3栋", "2单元", "502", "王五", "户主"],
    )
    assert [(household.door.label, names(household)) for household in households] == [
        ("3-2-501", ["张三", "李四"]),
        ("3-2-502", ["王五"]),
    ]
    assert unreadable == []


def test_where_every_row_names_its_door_a_missing_one_is_reported_not_guessed():
    _, households, unreadable = read(
        HEADER,
        ["3", "2", "501", "张三", "户主"],
        ["3", "2", "501", "李四", "配偶"],
        ["", "", "", "某某", "配偶"],
    )
    assert names(households[0]) == ["张三", "李四"]
    assert [(row.row, row.problems[0].code) for row in unreadable] == [(4, "no_door")]


def test_a_new_householder_without_a_door_is_never_put_into_the_family_above():
    _, households, unreadable = read(
        HEADER, ["3", "2", "501", "张三", "户主"], ["", "", "", "李四", "配偶"], ["", "", "", "赵六", "户主"]
    )
    assert names(households[0]) == ["张三", "李四"]
    assert [(row.row, row.problems[0].code) for row in unreadable] == [(4, "no_door")]


def test_members_below_an_unreadable_door_are_reported_with_it():
    _, households, unreadable = read(
        HEADER,
        ["3", "2", "501", "张三", "户主"],
        ["", "", "", "李四", "配偶"],
        ["7?", "2", "502", "王五", "户主"],
        ["", "", "", "马六", "配偶"],
    )
    assert labels(households) == ["3-2-501"]
    assert [(row.row, row.problems[0].code) for row in unreadable] == [(4, "door_unclear"), (5, "door_above")]


def test_a_building_written_once_holds_for_the_doors_below_it():
    _, households, _ = read(
        HEADER,
        ["3栋", "1单元", "101", "张三"],
        ["", "", "102", "李四"],
        ["", "2单元", "101", "王五"],
        ["4栋", "1单元", "101", "赵六"],
    )
    assert labels(households) == ["3-1-101", "3-1-102", "3-2-101", "4-1-101"]


def test_a_building_missing_once_is_reported():
    lines = [["3", "1", str(room), "张三"] for room in range(101, 110)]
    _, households, unreadable = read(HEADER, *lines, ["", "1", "110", "李四"])
    assert len(households) == 9
    assert [row.problems[0].code for row in unreadable] == ["building_missing"]


def test_a_door_without_a_unit_in_a_building_with_units_goes_in_with_a_remark():
    _, households, unreadable = read(HEADER, ["3", "1", "101", "张三"], ["3", "", "102", "李四"])
    assert labels(households) == ["3-1-101", "3-102"]
    assert [problem.code for _, problem in households[1].problems] == ["unit_missing"]
    assert unreadable == []


def test_a_sheet_named_after_a_building_is_that_building():
    sheets = rows(["房号", "姓名"], ["101", "张三"], sheet="1栋") + rows(
        ["房号", "姓名"], ["101", "李四"], sheet="2号楼"
    )
    assert labels(Roster(sheets)) == ["1-101", "2-101"]


def test_equal_doors_of_two_sheets_are_not_mixed_while_nobody_names_the_compound():
    sheets = rows(["房号", "姓名"], ["101", "张三"], sheet="甲") + rows(["房号", "姓名"], ["101", "张三"], sheet="乙")
    assert [household.again for household in Roster(sheets)] == [False, False]
    assert [household.again for household in Roster(sheets, Choices("翡翠一品"))] == [False, True]


def test_doors_of_two_compounds_in_one_sheet_stay_apart():
    header = ["小区", "地址", "姓名"]
    lines = [["翡翠一品", "1-1-101", "张三"], ["天瑞公馆", "天瑞公馆1栋1单元101", "张三"]]
    roster, households, _ = read(header, *lines)
    assert [(household.compound, household.door.label) for household in households] == [
        ("翡翠一品", "1-1-101"),
        ("天瑞公馆", "1-1-101"),
    ]
    assert (roster.tally.households, roster.tally.people, roster.tally.repeated) == (2, 2, 0)
    _, households, unreadable = read(header, *lines, compound="天瑞公馆")
    assert labels(households) == ["1-1-101"]
    assert [(row.row, row.problems[0].code) for row in unreadable] == [(2, "other_compound")]


def test_the_same_person_at_the_same_door_counts_once_wherever_the_row_stands():
    roster, households, _ = read(
        HEADER,
        ["3", "2", "501", "张三", "户主", ADA],
        ["3", "2", "502", "李四", "户主"],
        ["三栋", "二单元", "501室", "张三", "", "", "13890565072"],
    )
    assert (roster.tally.households, roster.tally.people, roster.tally.repeated) == (2, 2, 1)
    assert [household.again for household in households] == [False, False, True]
    assert households[2].people[0].phone == "13890565072"


def test_two_people_of_one_name_with_different_numbers_are_two():
    roster, households, _ = read(HEADER, ["3", "2", "501", "张三", "", ADA], ["3", "2", "501", "张三", "", BEN])
    assert (roster.tally.people, roster.tally.repeated) == (2, 0)
    assert len(households[0].people) == 2


def test_a_row_repeated_at_once_completes_the_person():
    roster, households, _ = read(HEADER, ["3", "2", "501", "张三"], ["3", "2", "501", "张三", "户主", CAI])
    assert (roster.tally.people, roster.tally.repeated) == (1, 1)
    assert households[0].people[0].id_number == CAI


def test_a_wrong_number_is_left_out_and_reported_and_the_person_kept():
    _, households, unreadable = read(HEADER, ["3", "2", "501", "张三", "户主", "42112319", "1380000"])
    assert (households[0].people[0].id_number, households[0].people[0].phone) == ("", "")
    assert [(row, problem.code, problem.column) for row, problem in households[0].problems] == [
        (2, "id_invalid", 5),
        (2, "phone_invalid", 6),
    ]
    assert unreadable == []


def test_a_door_with_nobody_named_is_a_vacant_household():
    _, households, _ = read(HEADER, ["3", "2", "501", "空户"], ["3", "2", "502", ""])
    assert [(household.door.label, household.vacant) for household in households] == [
        ("3-2-501", True),
        ("3-2-502", True),
    ]
    assert households[0].tags == ("vacant",)


def test_a_householder_who_is_not_among_the_members_lives_there_too():
    header = ["房号", "户主", "家庭成员", "关系"]
    roster, households, _ = read(header, ["501", "张三", "李四", "配偶"], ["501", "张三", "王五", "儿子"])
    assert sorted(names(households[0])) == sorted(["张三", "李四", "王五"])
    assert roster.tally.people == 3


def test_totals_notes_and_repeated_headers_are_no_people():
    roster, households, unreadable = read(
        ["翡翠一品花名册"],
        HEADER,
        ["3", "2", "501", "张三"],
        ["小 计", "", "", "1户"],
        HEADER,
        [],
        ["3", "2", "502", "李四"],
        ["注：以户为单位填写"],
        ["制表人：某某", "", "", "", "", "审核："],
    )
    assert labels(households) == ["3-2-501", "3-2-502"]
    tally = roster.tally
    assert (tally.title, tally.header, tally.total, tally.blank, tally.note) == (1, 2, 1, 1, 2)
    assert (unreadable, tally.adds_up) == ([], True)


def test_somebodys_choice_of_columns_is_followed_and_a_sheet_can_be_left_out():
    sheet = rows(["甲", "乙"], ["张三", "501"])
    _, first = Layout(1, 1, {}), Layout(1, 1, {"name": 0, "room": 1})
    (household,) = Roster(sheet, Choices(layouts={"Sheet1": first}))
    assert (household.door.label, names(household)) == ("501", ["张三"])
    both = sheet + rows(["房号", "姓名"], ["502", "李四"], sheet="二")
    assert labels(Roster(both, Choices(layouts={"Sheet1": None}))) == ["502"]


DOORS = ["3", "3栋", "2单元", "501", "502室", "9号附1", "4-4-404", "?"]
CELL = st.sampled_from(["", *DOORS, "张三", "李四", "户主", "配偶", ADA, BEN, "13890565072", "合计", "备注：", "孕妇"])


@given(st.lists(st.lists(CELL, min_size=8, max_size=8), max_size=25))
def test_no_row_is_ever_lost(lines):
    roster, households, unreadable = read(HEADER, *lines)
    tally = roster.tally
    told = [row for household in households for row in household.rows] + [row.row for row in unreadable]
    assert tally.adds_up
    assert len(told) == len(set(told)) == tally.used + tally.repeated + tally.unreadable
    assert tally.rows == max([1, *(number for number, line in enumerate(lines, 2) if any(line))])
    assert tally.households == len({household.door for household in households})
    named = {(household.door, person.name) for household in households for person in household.people}
    assert len(named) <= tally.people <= sum(len(household.people) for household in households)
