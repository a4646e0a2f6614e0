"""Doors: every spelling is one label, and a label reads as itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places.doors import Door, join_door, read_door, split_place

NUMERALS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("3栋2单元501", "3-2-501"),
        ("3-2-501", "3-2-501"),
        ("3#2-501", "3-2-501"),
        ("三栋二单元501室", "3-2-501"),
        ("3号楼2单元501室", "3-2-501"),
        ("3#楼2单元501", "3-2-501"),
        ("3幢2单元501", "3-2-501"),
        ("3号2门501", "3-2-501"),
        ("３栋２单元５０１室", "3-2-501"),
        ("３－２－５０１", "3-2-501"),
        ("3——2——501", "3-2-501"),
        ("3 2 501", "3-2-501"),
        (" 3栋 2单元 501 室 ", "3-2-501"),
        ("3栋2单元5层501室", "3-2-501"),
        ("3栋2单元501（租户）", "3-2-501"),
        ("03-02-0501", "3-2-501"),
        ("十二栋一单元一零一", "12-1-101"),
        ("3-501", "3-501"),
        ("3栋501", "3-501"),
        ("A座1203室", "A-1203"),
        ("a座1203", "A-1203"),
        ("3-2-501a", "3-2-501A"),
        ("2单元501", "2单元501"),
        ("501室", "501"),
        (501.0, "501"),
        ("负一", "负1"),
        ("3栋1单元负101", "3-1-负101"),
        ("1期3栋2单元501", "1期3-2-501"),
        ("3栋2单元5楼西", "3-2-5楼西"),
        ("9号", "9号"),
        ("9号附1", "9号附1"),
        ("九号附一号", "9号附1"),
        ("9附1", "9号附1"),
        ("三组9号附1", "3组-9号附1"),
    ],
)
def test_every_spelling_is_read_to_one_label(text, label):
    assert read_door(text).label == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        None,
        "7栋?单元",
        "7栋1单元",
        "3-2-501、502",
        "张三",
        "12345",
        "2020-01-03",
        "1-2-3-4-5",
        "🚪",
        "3" * 500,
    ],
)
def test_what_is_not_plainly_one_door_is_not_guessed(text):
    assert read_door(text) is None


def test_the_name_of_the_compound_in_front_is_dropped():
    assert read_door("天瑞公馆1栋2单元402室", "天瑞公馆").label == "1-2-402"
    assert read_door("天瑞公馆 1栋2单元402室", "天瑞公馆").label == "1-2-402"
    assert read_door("黄州大道88号天瑞公馆1-2-402", "天瑞公馆").label == "1-2-402"
    assert read_door("1-2-402", "天瑞公馆").label == "1-2-402"
    assert read_door("翡翠一品1栋2单元402室", "天瑞公馆") is None


@pytest.mark.parametrize(
    ("text", "place", "label"),
    [
        ("三台河社区天瑞公馆十二栋一单元102", "三台河社区天瑞公馆", "12-1-102"),
        ("翡翠一品3栋2单元501", "翡翠一品", "3-2-501"),
        ("黄州大道88号翡翠一品3栋2单元501", "黄州大道88号翡翠一品", "3-2-501"),
        ("路口镇村三组9号附1", "路口镇村", "3组-9号附1"),
        ("3栋2单元501", "", "3-2-501"),
    ],
)
def test_an_address_is_split_into_place_and_door(text, place, label):
    found, door = split_place(text)
    assert (found, door.label) == (place, label)


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        ((1.0, 1.0, 101.0), "1-1-101"),
        (("一栋", "1单元", "401室"), "1-1-401"),
        (("1", "1单元", "101"), "1-1-101"),
        (("A座", "", 501), "A-501"),
        (("3号楼", "二", "负一"), "3-2-负1"),
        ((3, 1, -1), "3-1-负1"),
        (("", "", "9号附1"), "9号附1"),
        ((None, None, "3-2-501"), "3-2-501"),
        ((3, 2, "3-2-501"), "3-2-501"),
        ((3, "", "2-501"), "3-2-501"),
        (("3栋", "2", "2单元501"), "3-2-501"),
        (("3栋2单元", "", 501), "3-2-501"),
        (("3组", "", "9号"), "3组-9号"),
    ],
)
def test_three_cells_make_a_door(cells, label):
    assert join_door(*cells).label == label


@pytest.mark.parametrize("cells", [(3, 2, ""), ("", "", ""), (3, 2, "4-2-501"), (3, 2, "501/502"), ("?", 1, 101)])
def test_cells_that_are_missing_or_contradict_each_other_make_none(cells):
    assert join_door(*cells) is None


@pytest.mark.parametrize(
    ("label", "floor"),
    [("3-2-501", 5), ("A-1203", 12), ("负101", -1), ("负1", -1), ("3-2-5楼西", 5), ("9号附1", None), ("12", None)],
)
def test_the_floor_is_told_where_the_label_says_it(label, floor):
    assert read_door(label).floor == floor


def test_doors_sort_as_people_count_them():
    labels = ["10-1-101", "2-1-1001", "2-1-201", "2-1-负1", "2-10-101", "2-2-101", "A-101"]
    ordered = sorted(labels, key=lambda label: read_door(label).sort_key)
    assert ordered == ["2-1-负1", "2-1-201", "2-1-1001", "2-2-101", "2-10-101", "10-1-101", "A-101"]


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones or not tens else "")


@given(
    building=st.integers(1, 99),
    unit=st.integers(1, 20),
    room=st.integers(101, 3310),
    mark=st.sampled_from(["栋", "幢", "号楼", "#", "-", " ", "座"]),
    end=st.sampled_from(["", "室", "号", "户"]),
    wide=st.booleans(),
    in_words=st.booleans(),
)
def test_whoever_writes_it_the_same_home_has_the_same_label(building, unit, room, mark, end, wide, in_words):
    between = "单元" if mark in "栋幢座号楼" else mark.replace("#", "-")
    text = f"{chinese(building) if in_words else building}{mark}{unit}{between}{room}{end}"
    if wide:
        text = text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert read_door(text) == Door(str(building), str(unit), str(room))


@given(st.text(alphabet="0123A座栋单元楼层号室附负一二十期区组东-# ，()?", max_size=14) | st.text(max_size=30))
def test_reading_a_label_gives_the_same_door(text):
    door = read_door(text)
    assert door is None or read_door(door.label) == door


@given(st.tuples(*[st.text(alphabet="0123A座栋单元室附负一-", max_size=5)] * 3))
def test_the_label_of_three_cells_reads_as_the_same_door(cells):
    door = join_door(*cells)
    assert door is None or read_door(door.label) == door
