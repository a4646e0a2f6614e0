"""Every format gives the same rows, and a hostile file gives a clear message."""

import io
import random
import struct
import time
import zipfile

import pytest

from app.places.roster.reading import summarise
from app.places.roster.sheets import RosterUnreadable, read_rows
from tests.places.roster.making import csv_file, ods_file, xlsx_file

LINES = [
    ["楼栋", "房号", "姓名", "电话"],
    ["3栋", 501.0, "张三", 13890565072.0],
    ["", "", "", ""],
    ["3栋", "502", "李四", "无"],
]
WRITTEN = [[str(int(cell)) if isinstance(cell, float) else cell for cell in line] for line in LINES]


@pytest.mark.parametrize(
    "data",
    [
        xlsx_file(LINES),
        ods_file(LINES),
        csv_file(WRITTEN),
        csv_file(WRITTEN, "utf-8-sig"),
        csv_file(WRITTEN, "gb18030"),
        csv_file(WRITTEN, "utf-16", "\t"),
        csv_file(WRITTEN, separator=";"),
    ],
    ids=["xlsx", "ods", "utf-8", "utf-8 with mark", "gb18030", "utf-16 with tabs", "semicolons"],
)
def test_every_format_gives_the_same_rows_with_the_numbers_of_the_spreadsheet_program(data):
    rows = list(read_rows(data))
    assert [row.number for row in rows] == [1, 2, 4]
    assert [row.cells[:4] for row in rows] == [WRITTEN[0], WRITTEN[1], WRITTEN[3]]


def test_cells_merged_downwards_are_filled_and_marked():
    data = xlsx_file([["房号", "姓名"], ["501", "张三"], ["", "李四"], ["502", "王五"]], merges=[(1, 0, 2, 0)])
    assert [(row.cells, row.filled) for row in read_rows(data)][1:] == [
        (["501", "张三"], []),
        (["501", "李四"], [0]),
        (["502", "王五"], []),
    ]


def test_columns_are_counted_from_a_where_the_sheet_begins_further_right():
    rows = list(read_rows(xlsx_file([[], ["", "", "房号", "姓名"], ["", "", "501", "张三"]])))
    assert [(row.number, row.cells) for row in rows] == [(2, ["", "", "房号", "姓名"]), (3, ["", "", "501", "张三"])]


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def with_sheet(xml: str) -> bytes:
    """A real workbook whose sheet is replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file(LINES))) as source, zipfile.ZipFile(buffer, "w", 8) as target:
        for entry in source.infolist():
            hostile = entry.filename.endswith("sheet1.xml")
            target.writestr(entry.filename, xml if hostile else source.read(entry))
    return buffer.getvalue()


def far_cell(reference: str) -> bytes:
    row = "".join(filter(str.isdigit, reference))
    return with_sheet(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>'
    )


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOISE = random.Random(7).randbytes(60_000)

HOSTILE = {
    "nothing": (b"", "empty"),
    "spaces": (b" \r\n\r\n", "empty"),
    "commas": (b",,,\r\n,,\r\n", "empty"),
    "a bomb": (zipped(xl__worksheets__sheet1=b"\0" * 60_000_000), "too_big"),
    "very many files": (zipped(**{f"f{n}": b"x" for n in range(400)}), "too_big"),
    "a cell in the far corner": (far_cell("XFD1048576"), "too_big"),
    "a cell far to the right": (far_cell("XFD1"), "too_wide"),
    "a cell far below": (far_cell("A1048576"), "no_header"),
    "an entity bomb": (with_sheet(f"<!DOCTYPE x [{ENTITIES}]><worksheet>&e9;</worksheet>"), None),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "not_a_sheet"),
    "noise": (NOISE, "not_a_sheet"),
    "NUL in a text": ("楼栋,房号,姓名\n1,101,张\0三\n".encode(), "not_a_sheet"),
    "a web page": ("<html><table><tr><td>姓名</td></tr></table>".encode(), "web_page"),
    "half a workbook": (xlsx_file(LINES)[:2000], "broken"),
    "another zip": (zipped(readme=b"hello"), "broken"),
    "half an old workbook": (HEAD + b"\0" * 3000, "broken"),
    "an old workbook of noise": (HEAD + NOISE, "broken"),
    "a protected workbook": (HEAD + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a cell of a megabyte": (csv_file([["房号", "姓名"], ["501", "张" * 1_000_000]]), "cell_too_long"),
    "a quotation never closed": (b'\xe5\xa7\x93\xe5\x90\x8d,b\n"x' + b"y\n" * 500_000, "cell_too_long"),
    "a megabyte cell in a workbook": (with_sheet(
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + "张" * 1_000_000
        + "</t></is></c></row></sheetData></worksheet>"), "too_big"),
    "two hundred columns": (csv_file([["列"] * 200]), "too_wide"),
    "endless rows": (b"1,1\n" * 200_010, "too_many_rows"),
    "more than 16 MB": (b"1,1\n" * 5_000_000, "file_too_big"),
    "a list without a header": (csv_file([["张三", "101"], ["李四", "102"]]), "no_header"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_gives_a_clear_message_and_soon(data, code):
    begun = time.monotonic()
    with pytest.raises(RosterUnreadable) as caught:
        summarise(data)
    assert code is None or caught.value.code == code
    assert str(caught.value).endswith(".")
    assert time.monotonic() - begun < 10


def test_a_zip_that_lies_about_its_size_cannot_take_the_memory():
    honest = zipped(xl__workbook=b"0" * 900_000)
    real = struct.pack("<I", 900_000)
    with pytest.raises(RosterUnreadable):
        summarise(honest.replace(real, struct.pack("<I", 10)))


def test_control_characters_become_spaces():
    data = csv_file([["房号", "姓名"], ["501\t", "张\x07三\r\n"]])
    assert list(read_rows(data))[1].cells == ["501", "张 三"]


def test_reading_can_be_stopped_at_any_row():
    rows = read_rows(csv_file([["房号", "姓名"]] + [["501", "张三"]] * 50_000))
    next(rows)
    rows.close()
