"""Cells as people type them."""

import pytest

from app.places.roster.cells import (
    is_id_number,
    read_headcount,
    read_id_number,
    read_names,
    read_phone,
    read_sex,
    read_tenant,
)

VALID = "11010519491231002X"  # the specimen number of GB 11643


@pytest.mark.parametrize(
    ("text", "number", "problem"),
    [
        ("13890565072", "13890565072", ""),
        ("150 7661 2652", "15076612652", ""),
        ("150-7661-2652", "15076612652", ""),
        ("+86 15076612652", "15076612652", ""),
        ("008615076612652", "15076612652", ""),
        ("１５０７６６１２６５２", "15076612652", ""),
        ("0713-8123456", "07138123456", ""),
        ("13890565072/15076612652", "13890565072", "phone_more"),
        ("13890565072 15076612652", "13890565072", "phone_more"),
        ("", "", ""),
        ("无", "", ""),
        ("1380000", "", "phone_invalid"),
        ("23890565072", "", "phone_invalid"),
        ("138905650721", "", "phone_invalid"),
        ("不详", "", "phone_invalid"),
    ],
)
def test_a_phone_number_is_its_digits(text, number, problem):
    assert read_phone(text) == (number, problem)


@pytest.mark.parametrize(
    ("text", "number", "problem"),
    [
        (VALID, VALID, ""),
        (VALID.lower(), VALID, ""),
        (f"'{VALID} ", VALID, ""),
        ("110105 19491231 002X", VALID, ""),
        ("", "", ""),
        ("110105194912310021", "", "id_invalid"),
        ("11010519491331002X", "", "id_invalid"),
        ("42110219900101123", "", "id_invalid"),
        ("421123196305220000", "", "id_rounded"),
        ("4.21123E+17", "", "id_rounded"),
    ],
)
def test_an_identity_number_is_kept_only_when_its_check_character_is_right(text, number, problem):
    assert read_id_number(text) == (number, problem)


def test_each_changed_digit_of_an_identity_number_is_noticed():
    wrong = [VALID[:at] + str((int(VALID[at]) + 1) % 10) + VALID[at + 1 :] for at in range(17)]
    assert is_id_number(VALID)
    assert not any(map(is_id_number, wrong))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("张 三", ["张三"]),
        ("欧阳 小红", ["欧阳小红"]),
        ("John Smith", ["John Smith"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("张三、李四，王五", ["张三", "李四", "王五"]),
        ("", []),
        ("无", []),
        ("空户", []),
    ],
)
def test_a_name_cell_names_one_several_or_nobody(text, names):
    assert read_names(text) == names


@pytest.mark.parametrize(
    ("text", "tenant"),
    [
        ("是", True),
        ("租户", True),
        ("租住", True),
        ("否", False),
        ("自住", False),
        ("未租", False),
        ("", None),
        ("?", None),
    ],
)
def test_tenancy_is_yes_no_or_not_said(text, tenant):
    assert read_tenant(text) is tenant


@pytest.mark.parametrize(
    ("text", "count"), [("6", 6), ("6人", 6), ("６口人", 6), ("", None), ("很多", None), ("-1", None)]
)
def test_a_headcount_is_a_small_number(text, count):
    assert read_headcount(text) == count


def test_sex_is_read_in_both_languages():
    assert [read_sex(text) for text in ("男", "女", "F", "male", "")] == ["male", "female", "female", "male", ""]
