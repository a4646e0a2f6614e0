"""Rows of a spreadsheet somebody uploaded, read in a child process so that a hostile file harms nobody.

The file goes in through a pipe and the rows come back one by one: nothing touches the disk, and this
process never holds more than a row.
"""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from app.places.roster.wording import sentence

_CHILD = Path(__file__).with_name("child.py")
_SLOW = {-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}


class RosterUnreadable(Exception):
    """A file that cannot be read at all: `code` for programs, `str()` for people."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code, row)
        self.code, self.row = code, row

    def __str__(self) -> str:
        return sentence(self.code, row=self.row)


class Row(NamedTuple):
    """A row that holds anything, numbered as the spreadsheet program numbers it."""

    sheet: str
    number: int
    cells: list[str]
    filled: list[int]
    """Columns whose value comes from a cell merged downwards."""


def read_rows(data: bytes, first: int | None = None) -> Iterator[Row]:
    """Yield the rows of an .xlsx, .xls, .ods or .csv file, sheet by sheet; of each the `first` ones, if said.

    Raises RosterUnreadable when the file is broken, protected, too big or no spreadsheet.
    """
    command = [sys.executable, "-I", str(_CHILD), *([str(first)] if first else [])]
    pipe, silence = subprocess.PIPE, subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=silence)  # noqa: S603 (nothing is the file's)
    feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
    feeder.start()
    try:
        for line in child.stdout or ():
            yield _row(line)
        if code := child.wait():
            raise RosterUnreadable(_why(code))
    finally:
        child.kill()
        child.wait()
        feeder.join()
        if child.stdout:
            child.stdout.close()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except BrokenPipeError:
        return  # the child has already said why it will not read on


def _row(line: bytes) -> Row:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise RosterUnreadable("broken") from error
    if isinstance(message, dict):
        raise RosterUnreadable(message["error"], message["row"])
    return Row(*message)


def _why(code: int) -> str:
    if code in _SLOW:
        return "too_slow"
    return "too_big" if code == -signal.SIGABRT else "broken"
