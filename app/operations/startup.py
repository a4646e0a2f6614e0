"""The start-up gate: what would lose or leak data is refused before the first request, with what to do about it."""

import logging
import sqlite3
import tempfile
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from app.config import Config
from app.extensions import db

log = logging.getLogger("menhu")
FULL = 2
WAL_FIXED = (3, 51, 3)
WAL_BUG = "before 3.51.3 a write during a checkpoint may corrupt a database; Menhu lets the two take turns"


class Unsafe(SystemExit):
    """The app does not start; every launcher prints the message and ends with status 1."""


def refuse_unsafe(app: Flask) -> None:
    """Raise Unsafe if `app` must not serve as it is set up; call it before the first request."""
    config: Config = app.config["MENHU"]
    refuse_settings(config)
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            refuse_sqlite(engine)
        else:
            refuse_postgres(engine)
        engine.dispose()


def refuse_settings(config: Config) -> None:
    """The settings by themselves, and the folder they name; needs nothing but `config`."""
    if config.https and not config.trusted_hosts:
        raise Unsafe("MENHU_HTTPS is on, but TRUSTED_HOSTS is empty. Name what people type: TRUSTED_HOSTS=example.org")
    if config.https and config.demo:
        raise Unsafe("MENHU_DEMO shows everybody's PIN. Turn it off, or MENHU_HTTPS: a demo is not for the open net.")
    refuse_folder(config.data_dir)


def refuse_folder(folder: Path) -> None:
    """DATA_DIR must be there and take files; it holds the keys, and on SQLite the database."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        advice = "It must exist and belong to the user who runs Menhu: chown menhu DATA_DIR"
        raise Unsafe(f"DATA_DIR {folder} takes no files: {error.strerror}. {advice}") from error


def refuse_sqlite(engine: Engine) -> None:
    """An acknowledged write must survive a power cut, and a reference must point to something."""
    with engine.connect() as connection:
        if connection.scalar(text("PRAGMA synchronous")) < FULL:
            raise Unsafe("SQLite runs with synchronous below FULL: a power cut loses records. See app/core/engines.py.")
        if not connection.scalar(text("PRAGMA foreign_keys")):
            raise Unsafe("SQLite runs without foreign keys: references would break. See app/core/engines.py.")
    note = WAL_BUG if sqlite3.sqlite_version_info < WAL_FIXED else ""
    level = logging.DEBUG if click.get_current_context(silent=True) else logging.INFO  # a command is no start
    log.log(level, "sqlite starts", extra={"version": sqlite3.sqlite_version, "note": note})


def refuse_postgres(engine: Engine) -> None:
    """The server must not forget what it acknowledged. One that does not answer yet is waited for by requests."""
    try:
        with engine.connect() as connection:
            said = {name: connection.scalar(text(f"SHOW {name}")) for name in ("fsync", "synchronous_commit")}
    except OperationalError:
        log.warning("postgresql does not answer yet")
        return
    for name, value in said.items():
        if value == "off":
            raise Unsafe(f"PostgreSQL runs with {name}=off: a crash loses records. Turn it on in postgresql.conf.")
