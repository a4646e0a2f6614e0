"""Sheets made for tests, in every format the import takes."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from app.places.roster.entries import Household, Unreadable
from app.places.roster.reading import Choices, Roster
from app.places.roster.sheets import Row

Cells = Sequence[object]
HEADER = ("楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号码", "联系电话", "备注")


def rows(*lines: Cells, sheet: str = "Sheet1") -> list[Row]:
    """Rows as the child process hands them over; blank ones are not sent."""
    texts = [["" if cell is None else str(cell) for cell in line] for line in lines]
    return [Row(sheet, number, cells, []) for number, cells in enumerate(texts, 1) if any(cells)]


def read(*lines: Cells, **choices: object) -> tuple[Roster, list[Household], list[Unreadable]]:
    """Read rows given as they stand in the sheet, header included."""
    roster = Roster(rows(*lines), Choices(**choices))
    entries = list(roster)
    return (
        roster,
        [entry for entry in entries if isinstance(entry, Household)],
        [entry for entry in entries if isinstance(entry, Unreadable)],
    )


def csv_file(lines: Iterable[Cells], encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    return text.getvalue().encode(encoding)


def xlsx_file(lines: Iterable[Cells], merges: Iterable[tuple[int, int, int, int]] = (), sheet: str = "Sheet1") -> bytes:
    """A workbook; `merges` are (first row, first column, last row, last column), counted from 0."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        lines = [list(line) for line in lines]
        for index, line in enumerate(lines):
            page.write_row(index, 0, line)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, lines[top][left])
    return buffer.getvalue()


def ods_file(lines: Iterable[Cells]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for line in lines:
        row = TableRow()
        for cell in line:
            kind = {"valuetype": "float", "value": cell} if isinstance(cell, float) else {"valuetype": "string"}
            box = TableCell(**kind)
            box.addElement(P(text=str(cell)))
            row.addElement(box)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
