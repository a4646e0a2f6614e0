import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from app.config import Config
from app.core import engines
from app.extensions import db
from app.operations.startup import Unsafe, refuse_settings, refuse_sqlite, refuse_unsafe

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def config(tmp_path) -> Config:
    return Config(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/menhu.db", testing=True)


def test_a_sound_set_up_starts(config):
    refuse_settings(config)
    refuse_settings(replace(config, https=True, trusted_hosts=("menhu.example.org",)))
    refuse_settings(replace(config, demo=True))


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"https": True}, "TRUSTED_HOSTS="),
        ({"https": True, "trusted_hosts": ("menhu.example.org",), "demo": True}, "MENHU_DEMO"),
        ({"data_dir": Path("/proc/menhu")}, "takes no files"),
        ({"data_dir": Path("/proc")}, "takes no files"),
    ],
)
def test_an_unsafe_setting_is_refused_with_what_to_do(config, change, advice):
    with pytest.raises(Unsafe, match=advice):
        refuse_settings(replace(config, **change))


@pytest.mark.parametrize(("pragma", "value"), [("synchronous", "NORMAL"), ("foreign_keys", "OFF")])
def test_a_sqlite_that_could_lose_records_is_refused(config, monkeypatch, pragma, value):
    app = create_app(config)
    monkeypatch.setitem(engines.PRAGMAS, pragma, value)
    with pytest.raises(Unsafe, match="SQLite runs"), app.app_context():
        refuse_sqlite(db.engine)


def test_whatever_database_the_tests_run_on_is_safe(app):
    refuse_unsafe(app)


def test_a_refusal_ends_a_command_with_one_line_and_no_traceback(tmp_path):
    env = {"DATA_DIR": str(tmp_path), "MENHU_HTTPS": "1", "FLASK_APP": "wsgi", "PATH": os.environ["PATH"]}
    told = subprocess.run([sys.executable, "-m", "flask", "routes"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert told.returncode == 1
    assert "TRUSTED_HOSTS" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_request_for_another_host_is_refused_with_400_and_not_with_a_fault(config):
    browser = create_app(replace(config, trusted_hosts=("menhu.example.org",))).test_client()
    assert browser.get("/livez", headers={"Host": "menhu.example.org"}).status_code == 200
    assert browser.get("/livez", headers={"Host": "elsewhere.example"}).status_code == 400
