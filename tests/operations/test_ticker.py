import logging
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.access import unscoped
from app.accounts import throttles
from app.accounts.models import SignIn, Throttle
from app.accounts.sessions import open_session
from app.audit import Entry, writing
from app.core import clock
from app.extensions import db
from app.gates.facts import Colour, Direction
from app.gates.models import Passage
from app.gates.statements import Outcome
from app.operations import upkeep
from app.operations.jobs import Job, Ticker
from app.operations.purge import BATCH, purge
from app.web.receipts import Receipt
from tests.cast import person

NOW = clock.now()
ROOT = Path(__file__).resolve().parent.parent.parent


def days_ago(days: float):
    return NOW - timedelta(days=days)


def purges() -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.verb == "operations.rows.purged")))


def test_a_job_that_fails_is_told_and_stops_no_other(app, caplog):
    ran = []
    jobs = [
        Job("broken", timedelta(minutes=1), lambda _: 1 // 0),
        Job("good", timedelta(minutes=1), lambda now: ran.append(now) or 3),
    ]
    with caplog.at_level(logging.ERROR, "menhu"):
        assert Ticker(jobs).tick(NOW) == {"broken": None, "good": 3}
    assert ran == [NOW]
    assert [record.job for record in caplog.records] == ["broken"]


def test_each_job_runs_at_once_and_then_when_it_is_due(app):
    ticker = Ticker(
        [Job("often", timedelta(minutes=1), lambda now: 1), Job("rarely", timedelta(hours=1), lambda now: 2)]
    )
    assert ticker.tick(NOW) == {"often": 1, "rarely": 2}
    assert ticker.tick(NOW + timedelta(seconds=59)) == {}
    assert ticker.tick(NOW + timedelta(seconds=60)) == {"often": 1}
    assert ticker.tick(NOW + timedelta(hours=1)) == {"often": 1, "rarely": 2}


def test_the_real_jobs_run_twice_on_a_fresh_district_and_find_nothing_to_purge(app, cast):
    for hours in (0, 7):
        done = Ticker().tick(NOW + timedelta(hours=hours))
        assert None not in done.values()
    assert not purges()


def test_full_buckets_are_forgotten_and_others_stay(app):
    throttles.claim({"long ago": throttles.CODES}, days_ago(1))
    throttles.claim({"just now": throttles.CODES}, NOW)
    Ticker().tick(NOW)
    assert db.session.scalars(select(Throttle.key)).all() == ["just now"]


def test_sessions_go_thirty_days_after_they_ended_and_an_audit_entry_says_how_many(app, cast):
    with writing():
        for started in (days_ago(40), days_ago(31), days_ago(29), NOW):
            open_session(person(cast, "guard"), None, started)
    assert purge(NOW) == 2
    assert len(db.session.scalars(select(SignIn.id)).all()) == 2
    assert [(entry.subject_kind, entry.facts["rows"]) for entry in purges()] == [("accounts_sign_ins", 2)]
    assert purge(NOW) == 0


def test_more_than_a_batch_goes_in_several_short_transactions(app):
    with writing(unaudited="receipts of a test"):
        db.session.add_all(receipt(days_ago(91)) for _ in range(BATCH + 1))
    assert purge(NOW) == BATCH + 1
    assert sorted(entry.facts["rows"] for entry in purges()) == [1, BATCH]


def receipt(at) -> Receipt:
    from app.core.ids import new_id

    who = {"actor_kind": "person", "actor_id": new_id(), "endpoint": "gates.log", "body_sha256": b"x", "location": "/x"}
    return Receipt(op_id=new_id(), outcome="applied", received_at=at, occurred_at=at, **who)


def test_an_old_receipt_keeps_its_key_and_outcome_alone_and_a_younger_one_everything(app):
    old, young = receipt(days_ago(91)), receipt(days_ago(89))
    old_id, young_id = old.op_id, young.op_id
    with writing(unaudited="receipts of a test"):
        db.session.add_all([old, young])
    purge(NOW)
    rest = db.session.get_one(Receipt, old_id)
    assert rest.outcome == "applied"
    assert [rest.actor_id, rest.endpoint, rest.body_sha256, rest.location, rest.received_at] == [None] * 5
    assert db.session.get_one(Receipt, young_id).location == "/x"


def test_passages_go_after_28_days_and_a_younger_correction_of_one_stays(app, cast):
    def passage(at, **rest) -> Passage:
        where = {"area_id": cast.places["emerald"], "checkpoint_id": cast.places["gate"]}
        what = {"direction": Direction.OUT, "outcome": Outcome.LET_OUT, "advice": Colour.GREEN, "advice_code": ""}
        return Passage(occurred_at=at, received_at=at, reason="", flags="", **where, **what, **rest)

    old, recent = passage(days_ago(28.1)), passage(days_ago(27.9))
    correction = passage(days_ago(27.5), supersedes_id=old.id)
    stay = {recent.id, correction.id}
    with writing(unaudited="passages of a test"), unscoped("the tests' own district"):
        db.session.add_all([old, recent])
        db.session.flush()
        db.session.add(correction)
    assert purge(NOW) == 1
    with unscoped("the tests' own district"):
        assert set(db.session.scalars(select(Passage.id))) == stay
        assert set(db.session.scalars(select(Passage.supersedes_id))) == {None}


def test_what_is_purged_leaves_no_trace_in_the_database_file(app, cast, store):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file is SQLite's")
    with writing(unaudited="a receipt of a test"):
        row = receipt(days_ago(91))
        row.location = "/households/a-place-to-look-for"
        db.session.add(row)

    def on_disk() -> bool:
        return any(b"a-place-to-look-for" in file.read_bytes() for file in store.folder.glob("menhu.db*"))

    db.session.remove()
    assert on_disk()
    Ticker([Job("purge", timedelta(hours=1), purge), Job("checkpoint", timedelta(hours=1), upkeep.checkpoint)]).tick(
        NOW
    )
    assert not on_disk()


def test_the_log_is_cut_to_nothing_even_while_nobody_writes(app, store):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the write-ahead log is SQLite's")
    with writing(unaudited="receipts of a test"):
        db.session.add(receipt(NOW))
    log = store.folder / "menhu.db-wal"
    assert log.stat().st_size > 0
    assert upkeep.checkpoint(NOW) >= 0
    assert log.stat().st_size == 0


def test_a_long_read_delays_the_checkpoint_and_not_the_writers(app, store):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("checkpoints are SQLite's")
    with db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM audit_entries")).all()
        with writing(unaudited="receipts of a test"):
            db.session.add(receipt(NOW))
        upkeep.checkpoint(NOW)
        assert (store.folder / "menhu.db-wal").stat().st_size > 0
    upkeep.checkpoint(NOW)
    assert (store.folder / "menhu.db-wal").stat().st_size == 0


def test_the_command_tells_what_each_job_did(app):
    told = app.test_cli_runner().invoke(args=["tick"])
    assert told.exit_code == 0, told.output
    assert "purge" in told.output


def test_the_ticker_ends_at_once_when_it_is_told_to(app, store, tmp_path):
    db.session.remove()
    env = {"DATABASE_URL": store.url, "DATA_DIR": str(tmp_path), "FLASK_APP": "wsgi", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "flask", "tick", "--every", "600"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as ticker:
        assert "purge" in ticker.stdout.readline()
        ticker.send_signal(signal.SIGTERM)
        assert ticker.wait(20) == 0
