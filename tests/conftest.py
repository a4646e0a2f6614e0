"""The app on a database of its own, the cast, a checking browser for each of them, a counter of queries."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.accounts.sessions import open_session
from app.audit import writing
from app.config import Config
from app.core import clock, keyfile, sealing
from app.extensions import db
from tests.browser import Browser
from tests.cast import Cast, make_cast, person
from tests.databases import PostgresTemplate, SqliteTemplate


@pytest.fixture(scope="session")
def store(tmp_path_factory) -> Iterator[SqliteTemplate | PostgresTemplate]:
    """The template database of this run: SQLite, or PostgreSQL where TEST_DATABASE_URL names one."""
    url = os.environ.get("TEST_DATABASE_URL")
    found = PostgresTemplate(url, f"menhu_test_{os.getpid()}") if url else None
    yield found or SqliteTemplate(tmp_path_factory.mktemp("database"))
    if found:
        found.drop()


@pytest.fixture(scope="session")
def made(store, tmp_path_factory) -> tuple[Flask, Cast]:
    """The app over a migrated database with the cast in it, kept as the template of every test."""
    folder = tmp_path_factory.mktemp("data")
    owner = create_app(Config(data_dir=folder, database_url=store.owner_url, testing=True))
    with owner.app_context():
        upgrade()
        db.engine.dispose()
    store.grant()
    app = create_app(Config(data_dir=folder, database_url=store.url, testing=True))
    with app.app_context():
        cast = make_cast()
        db.session.remove()
        db.engine.dispose()
    store.keep()
    return app, cast


@pytest.fixture
def app(made, store) -> Iterator[Flask]:
    """The app, over a fresh copy of the template, inside an application context."""
    app = made[0]
    # Another app of this process (an empty district, a restored backup) may have installed keys of its own.
    sealing.install(keyfile.load(app.config["MENHU"].data_dir / "keys.json").ring)
    with app.app_context():
        db.engine.dispose()
        store.restore()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(made, app) -> Cast:
    """Who there is."""
    return made[1]


@pytest.fixture
def as_(app, cast) -> Callable[[str], Browser]:
    """`as_("guard")`: a browser in which that person is signed in, reading English."""

    def sign_in(name: str) -> Browser:
        with writing():
            token = open_session(person(cast, name), None, clock.now())
        browser = Browser(app)
        browser.set_cookie("menhu_session", token)
        browser.set_cookie("menhu_language", "en")
        db.session.remove()
        return browser

    return sign_in


@pytest.fixture
def anonymous(app) -> Browser:
    """A browser in which nobody is signed in, reading English."""
    browser = Browser(app)
    browser.set_cookie("menhu_language", "en")
    return browser


@pytest.fixture
def counting(app) -> Callable:
    """`with counting() as statements:` collects the SQL sent in the block (BEGIN and COMMIT are not in it)."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection, cursor, statement, *rest) -> None:
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return count
