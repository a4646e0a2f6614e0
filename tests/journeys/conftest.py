"""Stories in a real Chromium on a phone-sized screen, against the production server."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from app import create_app
from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.enrolments import issue_code
from app.audit import writing
from app.config import Config
from app.core import clock
from app.extensions import db
from tests.cast import Cast, make_cast, person
from tests.databases import PostgresTemplate, SqliteTemplate

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def find_chromium() -> str:
    """The browser's path; fails (or skips, where not everything is required) with the way to get it."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    message = "No Chromium found. On Debian: apt-get install chromium fonts-noto-cjk; or set CHROMIUM=/path/to/it"
    return pytest.fail(message) if os.environ.get("REQUIRE_ALL") else pytest.skip(message)


@dataclass
class Served:
    """A running district: its address, and the same app in this process to set the stage with."""

    url: str
    app: Flask
    cast: Cast

    def code_for(self, name: str) -> str:
        """A one-time code for one of the cast."""
        with self.app.app_context(), writing(), unscoped("the tests' own district"):
            return issue_code(person(self.cast, name), by=SYSTEM, at=clock.now())


@pytest.fixture
def district(tmp_path, monkeypatch) -> Iterator[Served]:
    """The cast's district, served by the production server as `bin/serve` starts it."""
    url = os.environ.get("TEST_DATABASE_URL")
    store = PostgresTemplate(url, f"menhu_journey_{os.getpid()}") if url else SqliteTemplate(tmp_path)
    with create_app(Config(data_dir=tmp_path, database_url=store.owner_url)).app_context():
        upgrade()
        db.engine.dispose()
    store.grant()
    app = create_app(Config(data_dir=tmp_path, database_url=store.url))
    with app.app_context():
        cast = make_cast()
    with served(tmp_path, store.url) as address:
        yield Served(address, app, cast)
    with app.app_context():
        db.engine.dispose()
    store.drop()


class served:
    """`with served(folder, database_url) as address:` runs granian until the block ends."""

    def __init__(self, folder: Path, database_url: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        env = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": database_url, "PYTHONWARNINGS": "ignore"}
        granian = Path(sys.executable).with_name("granian")
        command = f"{granian} --interface wsgi --port {self.port} --workers 2 --blocking-threads 1 --no-ws wsgi:app"
        with (folder / "server.log").open("w") as log:
            self.process = subprocess.Popen(command.split(), cwd=ROOT, env=env, stdout=log, stderr=log)

    def __enter__(self) -> str:
        address = f"http://127.0.0.1:{self.port}"
        until = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=2).close()
                return address
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all stories."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, district) -> Iterator[Callable[..., Page]]:
    """`phone("guard", "zh-CN")`: that person's enrolled phone, signed in and on today's page."""
    contexts: list[BrowserContext] = []
    refused: list[str] = []  # what the browser would not do because of our own Content-Security-Policy

    def listen(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            refused.append(said.text)

    def open_phone(name: str, locale: str = "zh-CN", **options: object) -> Page:
        context = chromium.new_context(**PHONE, locale=locale, base_url=district.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.goto(f"/enrol/{district.code_for(name)}")
        page.fill("[name=pin]", "480217")
        page.fill("[name=pin_again]", "480217")
        page.locator("main form button").click()
        page.wait_for_url("**/today")
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert not refused
