"""A field that nobody gave a purpose and a term does not get in."""

from app.core.db import Base
from app.operations.register import REGISTER
from app.operations.retention import page
from tests.house.source import ROOT


def test_every_column_is_in_the_register_once_and_every_line_of_it_is_a_column(app):
    in_the_models = {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns}
    registered = [f"{table}.{name}" for table, kept in REGISTER.items() for name in kept.names]
    assert sorted(registered) == sorted(in_the_models), "bring app/operations/register.py in line with the models"


def test_every_table_has_a_term_and_one_that_is_purged_can_be(app):
    for name, kept in REGISTER.items():
        assert kept.until or kept.days, f"{name} is kept for ever"
        if kept.days:
            columns = Base.metadata.tables[name].columns
            assert columns[kept.since].type.__class__.__name__ == "Moment", f"{name}.{kept.since} is no time"
            emptied = set(kept.names) - set(kept.left.split()) if kept.left else set()
            assert all(columns[column].nullable for column in emptied), f"{name} cannot be emptied"


def test_the_page_for_people_says_what_the_register_says():
    assert (ROOT / "docs" / "retention.md").read_text() == page(REGISTER), "run: flask retention > docs/retention.md"
