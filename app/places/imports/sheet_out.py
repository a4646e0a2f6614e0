"""The rows that could not go in, as a workbook to correct and upload again."""

import io
from collections.abc import Sequence
from typing import NamedTuple

import xlsxwriter
from flask_babel import gettext as _

from app.places.imports.bodies import problems_of
from app.places.imports.models import RosterImport, StagedRow


class Note(NamedTuple):
    """Who took the rows out, and when they must be gone."""

    exporter: str
    until: str


def write_rows(job: RosterImport, rows: Sequence[StagedRow], note: Note) -> bytes:
    """A workbook with a sheet for each sheet of the file: its headings, the rows, and what is wrong with each."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        marked = book.add_format({"bold": True, "font_color": "#9b1c1c", "text_wrap": True})
        for sheet in dict.fromkeys(row.sheet for row in rows):
            page = book.add_worksheet()
            headings = _headings(job, sheet)
            page.set_column(0, len(headings) - 1, 16)
            page.set_column(len(headings), len(headings), 60, marked)
            lines = [[_said(note)], [*headings, _("What is wrong")]]
            lines += [_line(row, len(headings)) for row in rows if row.sheet == sheet]
            for number, line in enumerate(lines):
                for column, text in enumerate(line):
                    page.write_string(number, column, neutral(text))
    return buffer.getvalue()


def _line(row: StagedRow, width: int) -> list[str]:
    content = row.content
    reason = " ".join(dict.fromkeys(map(str, problems_of(content))))
    cells = [*content["cells"], *[""] * width][:width]
    return [*cells, f"{_('Row %(row)s', row=row.number)}: {reason}"]


def neutral(text: str) -> str:
    """A cell no spreadsheet program runs as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _said(note: Note) -> str:
    text: str = _(
        "Rows to correct and upload again. Taken out by %(name)s; delete this file by %(day)s.",
        name=note.exporter,
        day=note.until,
    )
    return text


def _headings(job: RosterImport, sheet: str) -> list[str]:
    layout = (job.layouts or {}).get(sheet) or {"headings": {}}
    headings = {int(column): text for column, text in layout["headings"].items()}
    return [headings.get(column, "") for column in range(max(headings, default=0) + 1)]
