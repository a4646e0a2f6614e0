"""An empty database, a small demo in one, and everything in a database as plain rows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.access import unscoped
from app.audit import writing
from app.core.db import Base
from app.demo import bulk
from app.demo.grids import draw_grids
from app.demo.layout import lay_out
from app.demo.plan import Plan
from app.demo.posts import set_up_posts
from app.demo.seeding import seed
from app.demo.staff import man_the_district
from app.extensions import db

NOON = datetime(2020, 2, 5, 4, 0, tzinfo=UTC)
SMALL = 0.004
"""104 households: no roster fits."""


def clear() -> None:
    """Take everything out but the audit trail, which nobody can."""
    with writing(unaudited="the tests' own database"), unscoped("the tests' own database"):
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "audit_entries":
                db.session.execute(delete(table))


@pytest.fixture
def empty(app, monkeypatch) -> Flask:
    """The app as the demo runs it, over a database with nothing in it."""
    monkeypatch.setitem(app.config, "MENHU", replace(app.config["MENHU"], demo=True))
    clear()
    return app


@pytest.fixture
def small(empty) -> Iterator[Flask]:
    """A small demo as it stands at noon of 5 February 2020, seen as a whole."""
    seed(SMALL, at=NOON)
    with unscoped("the tests look at all of the demo"):
        yield empty


@pytest.fixture
def staffed(empty):
    """Tianrui and a few other places without their people, in as many grids as the full district has."""
    district = lay_out(replace(Plan().scaled(0.05), grid_workers=57), NOON)
    with writing(unaudited="the tests' own district"), unscoped("the tests look at all of the demo"):
        bulk.add(district.areas())
        man_the_district(district, draw_grids(district), set_up_posts(district), "no PIN")
        yield district


@pytest.fixture
def rows() -> Callable[[], dict[str, list[dict]]]:
    """`rows()`: every table but the audit trail, without what is different each time it is encrypted."""

    def read() -> dict[str, list[dict]]:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "audit_entries"]
        return {
            table.name: sorted(map(plain, db.session.execute(select(table)).mappings()), key=str) for table in tables
        }

    def plain(row) -> dict:
        return {name: value for name, value in row.items() if not name.endswith(("_sealed", "_hash"))}

    return read
