"""How much is asked of the database: the same at 260 and at 26,000 households; and what the lists count."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text

from app.access import unscoped
from app.audit import writing
from app.core import clock
from app.core.ids import new_id
from app.extensions import db
from app.gates.facts import Colour, Direction, Purpose
from app.gates.models import Passage
from app.gates.queries import summary
from app.gates.statements import Because, Outcome
from app.org.models import Area, Checkpoint
from app.org.words import AreaKind, CheckpointKind
from app.places.models import Household
from tests.cast import BEGAN
from tests.gates.test_contract import token

FIND, LOG = 7, 13
HABIT = {"reason": "", "advice": Colour.GREEN, "advice_code": "", "flags": "", "mask": True}


def fill(cast, compounds: int) -> None:
    """So many more compounds of 260 doors each, with a gate and a week of passages for one door in ten."""
    with writing(unaudited="made for the test"), unscoped("made for the test"):
        westlake = db.session.get_one(Area, cast.places["westlake"])
        for number in range(compounds):
            place = Area(kind=AreaKind.COMPOUND, name=f"小区{number}", parent=westlake)
            db.session.add(place)
            db.session.flush()
            fill_compound(place)


def fill_compound(place: Area) -> None:
    gate = Checkpoint(kind=CheckpointKind.TEMPERATURE, name="东门", area_id=place.id)
    db.session.add(gate)
    db.session.flush()
    labels = [f"{b}-{u}-{f}0{r}" for b in range(1, 6) for u in (1, 2) for f in range(1, 14) for r in (1, 2)]
    doors = [
        {"id": new_id(), "area_id": place.id, "compound_id": place.id, "label": label, "sort_key": label,
         "unit": "", "remark": "", "created_at": BEGAN}
        for label in labels
    ]  # fmt: skip
    db.session.execute(insert(Household), doors)
    rows = [
        {"id": new_id(), "area_id": place.id, "checkpoint_id": gate.id, "household_id": door["id"],
         "direction": Direction.OUT, "outcome": Outcome.LET_OUT, "purpose": Purpose.SHOPPING, "temperature": 365,
         "occurred_at": when, "received_at": when, "returned_at": when, **HABIT}
        for door in doors[::10] for day in range(7) for when in [clock.now() - timedelta(days=2 * day + 3)]
    ]  # fmt: skip
    db.session.execute(insert(Passage), rows)


@pytest.fixture(params=[1, pytest.param(100, id="26,000 households")])
def district(request, cast, doors, order) -> None:
    fill(cast, request.param)


@pytest.mark.usefixtures("district")
def test_finding_and_logging_keep_their_budgets_at_any_size(as_, doors, counting):
    browser, post = as_("guard"), f"/gates/checkpoints/{doors.gate}"
    body = {"csrf_token": token(browser), "household": doors.home, "mask": "y", "temperature": "365"}
    out = {"command_id": str(uuid4()), "direction": "out", "outcome": "let-out", "resident": doors.member, **body}
    home = {"command_id": str(uuid4()), "direction": "in", "outcome": "let-in", **body}

    with counting() as door:
        browser.get(f"{post}/passages?door=3-2-501", status=200)
    with counting() as name:
        browser.get(f"{post}/search?words=qiandayong", status=303)
    with counting() as going:
        browser.post(f"{post}/passages", out, status=303)
    with counting() as coming:
        browser.post(f"{post}/passages", home, status=303)

    asked = {"door": len(door), "name": len(name), "going": len(going), "coming": len(coming)}
    assert max(asked["door"], asked["name"]) <= FIND, asked
    assert max(asked["going"], asked["coming"]) <= LOG, asked


PLANS = {
    "ix_gates_passages_household_id_occurred_at": lambda key: select(Passage.id).where(
        Passage.household_id == key, Passage.occurred_at > clock.now()
    ),
    "ix_gates_passages_checkpoint_id_occurred_at": lambda key: select(Passage.id).where(
        Passage.checkpoint_id == key, Passage.occurred_at > clock.now()
    ),
    "ix_gates_passages_still_out": lambda key: (
        select(Passage.household_id).where(Passage.area_id == key, Passage.still_out()).order_by(Passage.occurred_at)
    ),
}


@pytest.mark.parametrize("index", PLANS)
def test_the_lists_of_a_gate_are_read_from_an_index(app, cast, doors, index):
    fill(cast, 30)
    with unscoped("explained by the test"):
        if db.engine.dialect.name == "postgresql":
            with writing(unaudited="statistics are not an act"):
                db.session.execute(text("SET LOCAL enable_seqscan = off"))
                plan = explained(index)
        else:
            plan = explained(index)
    assert index in plan


def explained(index: str) -> str:
    asked = PLANS[index](new_id()).compile(db.engine, compile_kwargs={"render_postcompile": True})
    word = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    connection = db.session.connection()
    values = asked.construct_params()
    if asked.positional:
        values = tuple(asked._bind_processors.get(name, lambda v: v)(values[name]) for name in asked.positiontup)
    rows = connection.exec_driver_sql(f"{word} {asked}", values)
    return " ".join(str(cell) for row in rows for cell in row)


def test_headquarters_counts_what_happened_today_and_who_is_out(cast, doors, order, went_out):
    went_out(doors.home)
    went_out(doors.home, reason="再去一次")
    went_out(doors.single, outcome=Outcome.TURNED_BACK, because=Because.NO_MASK)
    with unscoped("looked at by the test"):
        today = summary(db.session.get_one(Area, cast.places["westlake"]), clock.start_of(clock.today()))
        elsewhere = summary(db.session.get_one(Area, cast.places["santai"]), clock.start_of(clock.today()))
    assert today == (2, 0, 1, 1, 2)
    assert elsewhere == (0, 0, 0, 0, 0)


def test_the_guard_and_the_lead_find_their_part_of_the_day(as_, doors, order, went_out):
    went_out(doors.home)
    went_out(doors.home, reason="再去一次")
    assert "Mind the gate" in as_("guard").get("/today")
    page = as_("community_lead").get("/today").click("Passages to look at")
    assert "3-2-501" in page
    assert "再去一次" in page


def test_the_log_is_paged_by_key(as_, doors, went_out):
    for minutes in range(35):
        went_out(doors.home, max(clock.start_of(clock.today()), clock.now() - timedelta(minutes=minutes)))
    page = as_("guard").get(f"/gates/checkpoints/{doors.gate}/log")
    assert len(page.html.select("#lines .row")) == 30
    more = page.click("Show more")
    assert len(more.html.select("#lines .row")) == 5
