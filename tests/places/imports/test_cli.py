"""`flask places import`."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from app.access import unscoped
from app.extensions import db
from app.org.models import Area
from tests.places.imports.rosters import homes

DATA = Path(__file__).parents[2] / "data"
EMERALD = str(DATA / "roster-emerald-105-households.xlsx")
TIANRUI = str(DATA / "roster-tianrui-gbk.csv")
VILLAGE = str(DATA / "roster-village-group.xls")


@pytest.fixture
def run(app):
    """Type a command; its standard output and exit code."""

    def run_command(*words: str):
        return app.test_cli_runner().invoke(args=["places", "import", *words])

    return run_command


def last_line(result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("file", "households", "people", "repeated", "rows"),
    [(EMERALD, 105, 268, 0, []), (TIANRUI, 241, 626, 12, [639, 640]), (VILLAGE, 63, 63, 0, [])],
)
def test_a_dry_run_counts_and_changes_nothing(run, cast, file, households, people, repeated, rows):
    told = last_line(run(file, "--dry-run", "--json"))
    assert list(told) == ["households", "people", "repeated", "unreadable"]
    assert (told["households"], told["people"], told["repeated"]) == (households, people, repeated)
    assert [row["row"] for row in told["unreadable"]] == rows
    assert all(row["reason"] for row in told["unreadable"])
    assert homes(cast.places["emerald"]) == homes(cast.places["tianrui"]) == {}


def test_the_compound_is_found_by_its_name_and_the_same_file_twice_changes_nothing(run, cast):
    for _ in range(2):
        assert last_line(run(EMERALD, "--compound", "翡翠一品", "--json"))["households"] == 105
        assert len(homes(cast.places["emerald"])) == 105


def test_an_unknown_compound_is_opened(run, cast):
    assert last_line(run(VILLAGE, "--compound", "路口镇村三组", "--json"))["households"] == 63
    with unscoped("a test"):
        opened = db.session.scalars(select(Area).where(Area.name == "路口镇村三组")).one()
    assert (opened.kind, len(homes(opened.id))) == ("group", 63)


def test_without_a_name_the_roster_must_name_the_compounds_itself(run, cast):
    assert run(TIANRUI).exit_code == 0
    assert len(homes(cast.places["tianrui"])) == 241
    result = run(EMERALD)
    assert result.exit_code == 1
    assert "--compound" in result.output


def test_a_file_that_cannot_be_read_fails_with_the_reason(run, tmp_path):
    file = tmp_path / "roster.xlsx"
    file.write_bytes(b"\x89PNG\0\0")
    result = run(str(file), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr


def test_people_are_told_the_counts_and_each_unreadable_row(run, cast):
    said = run(TIANRUI, "--dry-run").stdout
    assert "241" in said
    assert "640" in said
