"""`flask demo seed`, and the cast it leaves for the sign-in page."""

import json
from dataclasses import replace

from sqlalchemy import func, select

from app import create_app
from app.access import unscoped
from app.core.clock import district_day, now
from app.demo.cast import PIN
from app.extensions import db
from app.gates.models import Passage
from app.places.models import Household
from tests.browser import Browser, form_to

SEED = ["demo", "seed", "--scale", "0.004"]


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=[*SEED, *arguments])
    db.session.remove()
    return result


def players(app) -> list[dict]:
    return json.loads((app.config["MENHU"].data_dir / "demo-cast.json").read_text())


def households() -> int:
    with unscoped("the tests look at all of the demo"):
        return db.session.scalar(select(func.count(Household.id)))


def test_seeding_prints_what_is_in_the_database_and_a_second_time_changes_nothing(empty, rows):
    first = run(empty)
    assert first.exit_code == 0, first.output
    assert f"{households():>9}  " in first.output
    before = rows()
    (empty.config["MENHU"].data_dir / "demo-cast.json").unlink()
    assert run(empty).output == first.output
    assert rows() == before
    assert len(players(empty)) == 8


def test_a_database_that_is_no_demo_is_not_touched(app, cast, monkeypatch, rows):
    monkeypatch.setitem(app.config, "MENHU", replace(app.config["MENHU"], demo=True))
    before = rows()
    for arguments in ((), ("--again",)):
        refused = run(app, *arguments)
        assert refused.exit_code == 1
        assert rows() == before


def test_outside_the_demo_there_is_nothing_to_seed(empty, monkeypatch):
    monkeypatch.setitem(empty.config, "MENHU", replace(empty.config["MENHU"], demo=False))
    assert run(empty).exit_code == 1
    assert households() == 0


def test_again_lays_the_demo_out_anew_as_of_today(empty, store, small):
    config = replace(empty.config["MENHU"], database_url=store.owner_url)
    db.session.remove()
    db.engine.dispose()
    owner = create_app(config)
    with owner.app_context():
        result = run(owner, "--again")
        assert result.exit_code == 0, result.output
        with unscoped("the tests look at all of the demo"):
            newest = db.session.scalar(select(func.max(Passage.occurred_at)))
        db.session.remove()
        db.engine.dispose()
    assert 0 <= (district_day(now()) - district_day(newest)).days <= 1


def test_the_cast_signs_in_by_its_pin_on_any_phone_in_the_demo_and_on_none_outside(empty, monkeypatch):
    run(empty)
    for player in players(empty):
        assert player["pin"] == PIN
        assert sign_in(empty, player).status_int == 303
    monkeypatch.setitem(empty.config, "MENHU", replace(empty.config["MENHU"], demo=False))
    assert "PIN" not in Browser(empty).get("/sign-in").text.split("</form>")[-1]
    assert sign_in(empty, players(empty)[0]).status_int == 422


def sign_in(app, player: dict):
    form = form_to(Browser(app).get("/sign-in"), "/sign-in")
    form["phone"], form["pin"] = player["phone"], player["pin"]
    return form.submit(expect_errors=True)
