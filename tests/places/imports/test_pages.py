"""The wizard, page by page, as it is clicked."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from webtest import Upload

from app.core import clock
from app.places.imports import batches
from app.places.imports.sheet_out import neutral
from app.places.roster.sheets import read_rows
from tests.browser import form_to
from tests.places.imports.rosters import ADA, BEN, HEADER, TWO_HOMES, homes, put_in, roster
from tests.places.roster.making import csv_file, xlsx_file

DATA = Path(__file__).parents[2] / "data"
PATIENCE = 30


def upload(browser, place_id, data: bytes, filename: str = "roster.csv"):
    """Choose a file and send it; the page of the columns."""
    form = form_to(browser.get(f"/places/{place_id}/imports"), "/imports")
    form["roster"] = Upload(filename, data)
    return form.submit(status=303).follow()


def press(page, action: str, **fields):
    """Send a form of the page, and wait until what it asked for is done."""
    form = form_to(page, action)
    for name, value in fields.items():
        form[name] = value
    return done(form.submit(status=303).follow())


def done(page):
    """The page once the work beside it is over."""
    end = time.monotonic() + PATIENCE
    while 'id="progress"' in page:
        assert time.monotonic() < end, page.text
        time.sleep(0.05)
        page = page.goto(page.request.path, method="get")
    return page


def test_a_roster_goes_from_file_to_households_and_back(as_, cast):
    browser, emerald = as_("community_lead"), cast.places["emerald"]
    page = upload(browser, emerald, (DATA / "roster-emerald-105-households.xlsx").read_bytes(), "翡翠一品.xlsx")
    assert form_to(page, "/columns")["column-0-5"].value == "name"
    page = press(page, "/columns")
    assert "Nothing has changed yet" in page
    assert "冯*" in page
    assert "冯欣霞" not in page
    assert homes(emerald) == {}
    page = press(page, "/approval")
    assert "The roster is in" in page
    assert len(homes(emerald)) == 105
    page = press(page, "/reversal")
    assert "The roster is taken back" in page
    assert homes(emerald) == {}


def test_a_roster_that_says_nothing_new_has_nothing_to_put_in(as_, cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    page = press(upload(as_("community_lead"), cast.places["emerald"], roster(*TWO_HOMES)), "/columns")
    assert "nothing would change" in page
    assert not [form for form in page.forms.values() if form.action.endswith("/approval")]


def test_columns_can_be_changed_and_a_wrong_choice_is_explained_with_nothing_lost(as_, cast):
    page = upload(as_("community_lead"), cast.places["emerald"], csv_file([["甲", "乙"], ["张三", "3-2-501"]]))
    form = form_to(page, "/columns")
    form["use-0"], form["first-0"], form["last-0"] = True, "1", "1"
    form["column-0-0"] = "name"
    wrong = form.submit(status=422)
    assert "Each sheet needs a column with the room" in wrong
    form = form_to(wrong, "/columns")
    assert form["column-0-0"].value == "name"
    form["column-0-1"] = "address"
    page = press(wrong, "/columns", **{"column-0-1": "address"})
    press(page, "/approval")
    assert homes(cast.places["emerald"]) == {"3-2-501": ["张三"]}


def test_two_columns_cannot_hold_the_same(as_, cast):
    page = upload(as_("community_lead"), cast.places["emerald"], roster(*TWO_HOMES))
    form = form_to(page, "/columns")
    form["column-0-4"] = "name"
    assert "hold the same" in form.submit(status=422)


def test_a_community_must_say_which_compound_a_roster_is_about(as_, cast):
    page = upload(as_("community_lead"), cast.places["westlake"], roster(*TWO_HOMES))
    wrong = form_to(page, "/columns").submit(status=422)
    assert "Which compound is this roster about?" in wrong
    page = press(wrong, "/columns", compound="新城花园")
    assert "新城花园" in page
    assert "will be opened" in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "This is not a spreadsheet."),
        (b"<html><table></table></html>", "This is a web page"),
        (xlsx_file([["a"]])[:900], "The file is damaged or incomplete."),
        (b" ", "The file is empty."),
        (csv_file([["房号", "姓名"], ["501", "张" * 100_000]]), "more than 10,000 characters"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_offers_another_try(as_, cast, data, reason):
    page = upload(as_("community_lead"), cast.places["emerald"], data)
    assert reason in page
    assert page.click("Upload another file").status_int == 200


def test_a_file_of_any_name_is_taken_in(as_, cast):
    page = upload(
        as_("community_lead"), cast.places["emerald"], roster(*TWO_HOMES), "名\x00册\u202e../x.csv" + "长" * 300
    )
    assert page.status_int == 200


def test_a_form_without_a_file_comes_back_with_the_reason(as_, cast):
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/imports")
    assert "Please choose the file of the roster." in form_to(page, "/imports").submit(status=422)


def test_each_difference_has_a_face_with_row_column_and_reason(as_, cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES, ["3", "2", "701", "赵六"]))
    lines = [
        ["3", "2", "501", "张三", "户主", ADA, "15076612652", ""],
        ["3", "2", "601", "王五", "户主", BEN, "", ""],
        ["3", "2", "602", "钱七", "户主", "123", "", ""],
        ["3", "2", "?", "孙八", "户主", "", "", ""],
        ["3", "2", "502", "王五", "户主", BEN, "", ""],
    ]
    page = press(upload(as_("community_lead"), cast.places["emerald"], roster(*lines)), "/columns")

    def face(part: str):
        return page.click(href=f"part={part}#part$", index=0)

    assert "张* · phone number changed" in face("changed")
    assert "李* · not on the roster, stays" in face("changed")
    assert "王* · is recorded behind another door · 3-2-502" in face("conflict")
    assert "钱*" in face("new")
    assert "Row 4 · column F, Identity number: The identity number is not valid." in face("notes")
    assert "The door “3 2 ?” cannot be read." in face("unreadable")
    assert "3-2-701" in face("gone")


def test_a_conflict_is_decided_by_one_tap_and_back(as_, cast):
    put_in(cast.places["emerald"], roster(*TWO_HOMES))
    moved = roster(["3", "2", "601", "王五", "户主", BEN])
    page = press(upload(as_("community_lead"), cast.places["emerald"], moved), "/columns")
    page = press(page, "/decision")
    assert "Roster believed" in page
    page = press(page, "/decision")
    assert "Roster believed" not in page
    press(press(page, "/decision"), "/approval")
    assert homes(cast.places["emerald"])["3-2-601"] == ["王五"]


def test_unreadable_rows_come_back_as_a_sheet_that_can_be_corrected_and_uploaded(as_, cast):
    lines = [*TWO_HOMES, ["3", "2", "?", "=HYPERLINK(1)", "户主", "", "", ""]]
    page = press(upload(as_("community_lead"), cast.places["emerald"], roster(*lines)), "/columns")
    sheet = page.click(href="part=unreadable#part$").click("Take these rows")
    assert "attachment" in sheet.headers["Content-Disposition"]
    rows = list(read_rows(sheet.body))
    assert "陈书记" in rows[0].cells[0]
    assert rows[1].cells[:8] == HEADER
    assert rows[2].cells[2:4] == ["?", "'=HYPERLINK(1)"]
    assert "Row 5: The door “3 2 ?” cannot be read." in rows[2].cells[8]
    corrected = [rows[0].cells, rows[1].cells, ["3", "2", "503", *rows[2].cells[3:]]]
    press(press(upload(as_("community_lead"), cast.places["emerald"], xlsx_file(corrected)), "/columns"), "/approval")
    assert "3-2-503" in homes(cast.places["emerald"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_no_cell_runs_as_a_formula(text):
    assert neutral(text) == f"'{text}"
    assert neutral("张三") == "张三"


def test_the_same_form_sent_twice_is_one_import(as_, cast):
    page = as_("community_lead").get(f"/places/{cast.places['emerald']}/imports")
    form = form_to(page, "/imports")
    form["roster"] = Upload("roster.csv", roster(*TWO_HOMES))
    assert form.submit(status=303).location == form.submit(status=303).location


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("guard", 403), ("cadre", 403), ("volunteer", 403), ("grid_worker", 404)]
)
def test_a_roster_is_for_those_who_lead_the_place(as_, cast, who, status):
    browser = as_(who)
    browser.get(f"/places/{cast.places['emerald']}/imports", status=status)


def test_a_stranger_sees_nothing_of_an_import(as_, cast):
    page = upload(as_("community_lead"), cast.places["emerald"], roster(*TWO_HOMES))
    stranger = as_("stranger")
    stranger.get(page.request.path, status=404)
    stranger.get(f"{page.request.path}/unreadable.xlsx", status=404)


def test_progress_is_a_fragment_that_leads_on_when_the_work_is_done(as_, cast):
    browser = as_("community_lead")
    page = press(upload(browser, cast.places["emerald"], roster(*TWO_HOMES)), "/columns")
    answer = browser.get_fragment(page.request.path, "progress")
    assert answer.headers["HX-Redirect"].endswith(page.request.path)


def test_words_of_remarks_are_edited_on_a_page(as_, cast):
    browser = as_("community_lead")
    page = browser.get("/remark-words")
    form = form_to(page, "/remark-words")
    form["word"], form["tag"] = "养狗", "infant"
    assert "养狗" in form.submit(status=303).follow()
    form = form_to(browser.get("/remark-words"), "/remark-words")
    form["word"], form["tag"] = "养狗", ""
    assert "养狗" not in form.submit(status=303).follow()
    form = form_to(browser.get("/remark-words"), "/remark-words")
    assert "Please type the word." in form.submit(status=422)


HOSTILE = [
    {"use-0": "1"},
    {"use-0": "1", "sheet-0": "", "first-0": "x", "last-0": "-9", "column-0-0": "room"},
    {"use-0": "1", "sheet-0": "nowhere", "first-0": "9" * 40, "last-0": "1", "column-0-999": "room"},
    {"use-0": "1", "sheet-0": "\0", "first-0": "1", "last-0": "1", "column-0-0": "room", "compound": "\0"},
    {"use-0": "1", "sheet-0": "", "first-0": "1", "last-0": "1", "column-0-0": "__class__", "column-0-1": "room"},
]


@pytest.mark.parametrize("fields", HOSTILE)
def test_hostile_columns_are_answered_with_a_page(as_, cast, fields):
    browser = as_("community_lead")
    page = upload(browser, cast.places["emerald"], roster(*TWO_HOMES))
    form = form_to(page, "/columns")
    kept = {"csrf_token": form["csrf_token"].value, "command_id": form["command_id"].value}
    answer = browser.post(form.action, kept | fields, expect_errors=True)
    assert answer.status_int in (303, 422)
    done(answer.follow() if answer.status_int == 303 else browser.get(page.request.path))


def test_a_purged_import_still_has_a_page(as_, cast):
    job = put_in(cast.places["emerald"], roster(*TWO_HOMES))
    batches.tick(clock.now() + timedelta(days=8))
    assert "erased" in as_("community_lead").get(f"/imports/{job.id}")
