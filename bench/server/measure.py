"""Which server, how many threads: the same writes against each, in turn, round after round.

    python bench/server/measure.py [--clients 16] [--seconds 8] [--rounds 3]

Needs gunicorn besides the app's own packages (`pip install gunicorn`). Everything stays on loopback and in
a temporary folder. Compare the columns, not the machines: docs/adr/0004-the-server.md says what came of it.
"""

import argparse
import asyncio
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from load import Seen, press  # noqa: E402

GRANIAN = "granian --interface wsgi --no-ws --log-level error --host 127.0.0.1 --port {port} --workers 2"
GUNICORN = "gunicorn --log-level error --bind 127.0.0.1:{port} --workers 2 --worker-class gthread"
SERVERS = {
    "granian 2x1": f"{GRANIAN} --blocking-threads 1 wsgi:app",
    "granian 2x8": f"{GRANIAN} --blocking-threads 8 wsgi:app",
    "gunicorn gthread 2x2": f"{GUNICORN} --threads 2 wsgi:app",
    "gunicorn gthread 2x8": f"{GUNICORN} --threads 8 wsgi:app",
}


def make_district(people: int) -> list[str]:
    """Migrate a fresh database, register `people` and sign each in; returns the tokens of their sessions."""
    from flask_migrate import upgrade

    from app import create_app
    from app.access import unscoped
    from app.accounts import SYSTEM
    from app.accounts.people import register_person
    from app.accounts.sessions import open_session
    from app.audit import writing
    from app.core import clock
    from app.extensions import db
    from app.org import tree
    from app.org.words import AreaKind

    with create_app().app_context():
        upgrade(directory=str(ROOT / "migrations"))
        now = clock.now()
        with writing(), unscoped("a district for measuring"):
            area = tree.open_area(AreaKind.DISTRICT, "district", None, by=SYSTEM, at=now)
            db.session.flush()
            phones = (f"139{number:08d}" for number in range(people))
            persons = [register_person("guard", phone, area, by=SYSTEM, at=now) for phone in phones]
            db.session.flush()
            return [open_session(person, None, now) for person in persons]


def measure(command: str, port: int, sessions: list[str], seconds: float) -> Seen:
    """Start one server, warm it up, press it, stop it."""
    server = subprocess.Popen([sys.executable, "-m", *command.format(port=port).split()], cwd=ROOT)
    try:
        wait_for(port)
        asyncio.run(press(port, sessions, 1))
        return asyncio.run(press(port, sessions, seconds))
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int) -> None:
    """Return when the server answers."""
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/livez").close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--clients", type=int, default=16)
    options.add_argument("--seconds", type=float, default=8)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        sessions = make_district(asked.clients)
        seen: dict[str, list[Seen]] = {name: [] for name in SERVERS}
        for turn in range(asked.rounds):
            for number, (name, command) in enumerate(SERVERS.items()):
                seen[name].append(measure(command, 8300 + turn * len(SERVERS) + number, sessions, asked.seconds))
    packages = ", ".join(f"{package} {version(package)}" for package in ("granian", "gunicorn", "flask", "sqlalchemy"))
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}, {os.cpu_count()} cores")
    print(f"{asked.clients} clients, {asked.seconds:g} s a turn; median of {asked.rounds} turns")
    print("| server | writes/s | p50 ms | p99 ms | longest ms | unanswered | wrong |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, turns in seen.items():
        figures = [(len(t.took) / asked.seconds, t.at(0.5), t.at(0.99), t.at(1), t.dropped, t.wrong) for t in turns]
        middle = [sorted(column)[len(column) // 2] for column in zip(*figures, strict=True)]
        print(f"| {name} | " + " | ".join(f"{figure:.0f}" for figure in middle) + " |")


if __name__ == "__main__":
    main()
