"""The operator at the console: the app as the owner of the database runs it, reading English."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale

from app import create_app
from app.extensions import db


@pytest.fixture
def operator(app, cast, store) -> Iterator[Flask]:
    """The app over the same data, with the rights that migrations and restoring need."""
    db.session.remove()
    db.engine.dispose()
    owner = create_app(replace(app.config["MENHU"], database_url=store.owner_url))
    with owner.app_context(), force_locale("en"):
        yield owner
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def flask(operator) -> Callable[..., Result]:
    """`flask("backup", file)` as typed; the result has exit_code and output."""

    def run(*args: object) -> Result:
        db.session.remove()
        return operator.test_cli_runner().invoke(args=[str(arg) for arg in args])

    return run


@pytest.fixture
def key(flask, operator, tmp_path) -> Iterator[Path]:
    """The private key of this district's backups."""
    assert flask("backup-key", tmp_path / "private").exit_code == 0
    yield tmp_path / "private"
    (operator.config["MENHU"].data_dir / "backup.pub").unlink()


@pytest.fixture
def backup(flask, key, tmp_path) -> Path:
    """A backup of the cast's district."""
    assert flask("backup", tmp_path / "menhu.age").exit_code == 0
    return tmp_path / "menhu.age"
