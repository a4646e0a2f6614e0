"""The child process that opens a stranger's spreadsheet: `python -I child.py [ROWS] < workbook`.

It runs alone, with little memory and little time, imports nothing of the project, and writes a line of
JSON for every row that holds anything: `[sheet, row number, cells, columns filled from a merge]`, all
cells as text (of each sheet only the first ROWS, where that is said); or, as the last line,
`{"error": code, "row": n}`. Row numbers are the spreadsheet program's.
"""

import csv
import io
import json
import resource
import signal
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

# Measured: 26,000 households (74,000 rows, 13 columns) are 4.1 MB of .xlsx, 31 MB unpacked at ratio 9 and
# 116 MB of address space; 7 MB as text; 2.6 MB of .ods, 100 MB unpacked at ratio 40. Twice that must pass.
FILE_BYTES = 16 * 2**20
ZIP_BYTES = 10 * 2**20
UNPACKED_BYTES = 250 * 2**20
RATIO = 100
ENTRIES = 250  # a sheet for each building of a large compound
MEMORY_BYTES = 2**30
CPU_SECONDS = 20
LOAD_SECONDS = 40
ROWS = 200_000
COLUMNS = 100
CELL_CHARACTERS = 10_000  # notes on how to fill in the form fit, a smuggled document does not

Cells = list[Any]
Merge = tuple[tuple[int, int], tuple[int, int]]
_CONTROLS = dict.fromkeys((*range(32), 0xFFFE, 0xFFFF), " ")


class Unreadable(Exception):
    """The file cannot be read: a code, and the row where it stopped."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


def main() -> None:
    """Read the workbook from standard input and write its rows to standard output."""
    limit()
    try:
        data = sys.stdin.buffer.read(FILE_BYTES + 1)
        first = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
        for row in rows_of(data, first):
            json.dump(row, sys.stdout, ensure_ascii=False, separators=(",", ":"))
            sys.stdout.write("\n")
    except Unreadable as error:
        finish(error.code, error.row)
    except MemoryError:
        finish("too_big")
    sys.stdout.flush()


def limit() -> None:
    """Give this process little memory and time; the alarm ends it if loading hangs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(LOAD_SECONDS)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def finish(code: str, row: int = 0) -> None:
    """Say why the file cannot be read."""
    sys.stdout.write(json.dumps({"error": code, "row": row}) + "\n")


def rows_of(data: bytes, first: int = ROWS) -> Iterator[tuple[str, int, Cells, list[int]]]:
    """The `first` rows that hold anything of each sheet, whatever the kind of file."""
    if len(data) > FILE_BYTES:
        raise Unreadable("file_too_big")
    if not data.strip():
        raise Unreadable("empty")
    if data[:4] == b"PK\x03\x04":
        check_zip(data)
        rows = workbook_rows(data)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        rows = workbook_rows(data)
    else:
        rows = text_rows(data)
    told: Counter[str] = Counter()
    for count, (sheet, number, cells, filled) in enumerate(rows, start=1):
        signal.alarm(0)
        if count > ROWS:
            raise Unreadable("too_many_rows", number)
        told[sheet] += 1
        if told[sheet] <= first:
            yield sheet, number, [plain(cell, number) for cell in cells], filled


def check_zip(data: bytes) -> None:
    """Refuse bombs before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("broken") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(data) > ZIP_BYTES or len(entries) > ENTRIES or unpacked > UNPACKED_BYTES:
        raise Unreadable("too_big")
    if unpacked > 2**20 and unpacked / packed > RATIO:
        raise Unreadable("too_big")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")


def workbook_rows(data: bytes) -> Iterator[tuple[str, int, Cells, list[int]]]:
    """Rows of .xlsx, .xls and .ods, cells merged downwards filled."""
    import python_calamine as calamine

    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("password")
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        for index, name in enumerate(book.sheet_names):
            yield from sheet_rows(plain(name, 0), book.get_sheet_by_index(index))
    except calamine.PasswordError as error:
        raise Unreadable("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("broken") from error


def sheet_rows(name: str, sheet: Any) -> Iterator[tuple[str, int, Cells, list[int]]]:
    """Rows of one sheet; columns counted from A, also where the sheet begins further right."""
    left = sheet.start[1] if sheet.start else 0
    if left + sheet.width > COLUMNS:
        raise Unreadable("too_wide")
    merges: dict[int, list[Merge]] = {}
    for merge in sheet.merged_cell_ranges or ():
        if merge[1][0] > merge[0][0]:
            merges.setdefault(merge[0][0], []).append(merge)
    open_merges: dict[int, tuple[int, Any]] = {}
    for index, cells in enumerate(sheet.iter_rows()):
        cells = [""] * left + cells
        filled = fill(cells, index, open_merges)
        for (_, column), (bottom, _) in merges.get(index, ()):
            if column < len(cells):
                open_merges[column] = (bottom, cells[column])
        if any(cell != "" for cell in cells):
            yield name, index + 1, cells, filled


def fill(cells: Cells, index: int, open_merges: dict[int, tuple[int, Any]]) -> list[int]:
    """Write the value of each merge still open into its column; the columns written."""
    filled = []
    for column, (bottom, value) in list(open_merges.items()):
        if index > bottom:
            del open_merges[column]
        elif cells[column] == "" and value != "":
            cells[column] = value
            filled.append(column)
    return filled


def text_rows(data: bytes) -> Iterator[tuple[str, int, Cells, list[int]]]:
    """Rows of separated text: UTF-8 (with or without mark), UTF-16 with mark, GB18030."""
    text = decode(data)
    if text.lstrip()[:1] == "<":
        raise Unreadable("web_page")
    if "\0" in text:
        raise Unreadable("not_a_sheet")
    start = "\n".join(text.splitlines()[:10])
    separator = max(",\t;", key=start.count)
    csv.field_size_limit(CELL_CHARACTERS * 2)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if len(cells) > COLUMNS:
                raise Unreadable("too_wide", number)
            if any(cell.strip() for cell in cells):
                yield "", number, cells, []
    except csv.Error as error:
        raise Unreadable("cell_too_long", number + 1) from error


def decode(data: bytes) -> str:
    """Text in one of the encodings spreadsheet programs write in China."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_a_sheet")


def plain(cell: Any, row: int) -> str:
    """A cell as one line of text: whole numbers without their `.0`, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if len(text) > CELL_CHARACTERS:
        raise Unreadable("cell_too_long", row)
    return " ".join(text.translate(_CONTROLS).split())


if __name__ == "__main__":
    main()
