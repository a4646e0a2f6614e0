"""Finding the header, and what each column holds."""

import pytest

from app.places.roster.headers import Layout, field_of, guess_layout
from app.places.roster.sheets import Row
from tests.places.roster.making import rows


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("与户主关系", "relation"),
        ("户主身份证号", "id_number"),
        ("户主姓名（签字）", "head"),
        ("家庭成员 姓名", "name"),
        ("姓 名", "name"),
        ("身份证号码（18位）", "id_number"),
        ("联系电话1", "phone"),
        ("幢号", "building"),
        ("门牌号", "room"),
        ("现居住地址", "address"),
        ("所属网格", "grid"),
        ("Full Name", "name"),
        ("ID Number", "id_number"),
        ("网格员电话", ""),
        ("填表人", ""),
        ("年龄", ""),
        ("西湖社区翡翠一品还建楼居民信息登记表", ""),
    ],
)
def test_a_heading_means_its_field(heading, field):
    assert field_of(heading) == field


def test_title_rows_stand_above_the_header():
    layout = guess_layout(
        rows(["某某小区花名册"], ["填表单位：居委会", "", "网格员："], ["房号", "姓名", "电话"], ["101", "张三"])
    )
    assert (layout.first, layout.last) == (3, 3)
    assert layout.columns == {"room": 0, "name": 1, "phone": 2}


def test_a_header_of_two_rows_is_read_as_one():
    layout = guess_layout(
        rows(["序号", "家庭住址", "", "", "姓名"], ["", "楼栋", "单元", "房号", ""], ["1", "3", "2", "501", "张三"])
    )
    assert (layout.first, layout.last) == (1, 2)
    assert layout.columns == {"serial": 0, "building": 1, "unit": 2, "room": 3, "name": 4}


def test_a_header_merged_downwards_is_read_as_one():
    sheet = rows(["序号", "家庭住址", "", "姓名"], ["序号", "楼栋", "房号", "姓名"], ["1", "3", "501", "张三"])
    sheet[1] = Row(sheet[1].sheet, 2, sheet[1].cells, [0, 3])
    assert guess_layout(sheet).columns == {"serial": 0, "building": 1, "room": 2, "name": 3}


def test_a_first_person_whose_only_cell_says_householder_is_no_header():
    assert guess_layout(rows(["房号", "关系"], ["", "户主"])).last == 1


def test_a_plain_name_goes_before_a_spouses_name():
    assert guess_layout(rows(["配偶姓名", "房号", "姓名"])).columns["name"] == 2


def test_a_sheet_of_notes_has_no_header():
    assert guess_layout(rows(["1.以户为单位填写；2.身份证号码请用文本格式"], ["联系电话：0713-8123456"])) is None


def test_a_layout_somebody_chose_learns_the_headings_of_the_sheet():
    sheet = rows(["房号", "姓名"], ["501", "张三"])
    assert Layout(1, 1, {"room": 0}).with_headings(sheet) == Layout(1, 1, {"room": 0}, {0: "房号", 1: "姓名"})
