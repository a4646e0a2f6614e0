import re
import stat

import pytest
from sqlalchemy import delete

from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.models import Enrolment, EnrolmentCode, Person, SignIn
from app.audit import writing
from app.core import clock
from app.extensions import db
from app.org import tree
from app.org.models import Area, Binding, Checkpoint, Grid, GridBuilding
from app.org.words import AreaKind
from app.setup.actions import found_district
from tests.browser import form_to

PEOPLE = (Binding, Enrolment, EnrolmentCode, SignIn, Person)
PLACES = (GridBuilding, Grid, Checkpoint)
DISTRICT = {"district": "高新区", "name": "周管理", "phone": "138 0000 0007"}


@pytest.fixture
def code_file(app):
    """The file of the setup code, before and after a test not there."""
    path = app.config["MENHU"].data_dir / "setup-code"
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def empty(app, code_file) -> None:
    """A migrated database without anybody."""
    with writing(unaudited="the tests' own district"), unscoped("the tests' own district"):
        for model in (*PEOPLE, *PLACES):
            db.session.execute(delete(model))
        while deepest := db.session.query(Area).order_by(db.func.length(Area.path).desc()).first():
            db.session.delete(deepest)
            db.session.flush()


def everybody() -> list[Person]:
    with unscoped("the tests' own district"):
        found = db.session.query(Person).all()
        db.session.rollback()
    return found


def fill(page, **fields):
    form = form_to(page, "/setup")
    for name, value in (DISTRICT | fields).items():
        form[name] = value
    return form


def test_whoever_opens_an_empty_menhu_founds_the_district_and_chooses_a_pin_right_away(empty, anonymous, code_file):
    page = anonymous.get("/", status=303).follow().follow().follow()
    assert stat.S_IMODE(code_file.stat().st_mode) == 0o600
    enrol = fill(page, code=code_file.read_text().lower()).submit(status=303).follow()
    form = form_to(enrol, "/enrol")
    form["pin"] = form["pin_again"] = "480217"
    form.submit(status=303).follow()
    places = anonymous.get("/places")
    assert "高新区" in places
    assert "Administrator" in places
    assert not code_file.exists()
    anonymous.get("/setup", status=404)


def test_without_the_code_of_this_machine_nothing_is_founded(empty, anonymous):
    page = fill(anonymous.get("/setup"), code="AAAAA-AAAAA").submit(status=422)
    assert "not the setup code" in page
    assert form_to(page, "/setup")["district"].value == "高新区"
    assert not everybody()


def test_the_code_cannot_be_guessed_by_trying(empty, anonymous, code_file):
    form = fill(anonymous.get("/setup"), code="AAAAA-AAAAA")
    for _ in range(5):
        form.submit(status=422)
    form["code"] = code_file.read_text().strip()
    assert "Too many tries" in form.submit(status=422)
    assert not everybody()


@pytest.mark.parametrize(
    "fields",
    [{"district": " "}, {"name": ""}, {"phone": "12345"}, {"code": ""}, {"district": "区" * 41}, {"name": "\x00"}],
)
def test_what_is_missing_is_said_and_the_rest_stays(empty, anonymous, code_file, fields):
    page = anonymous.get("/setup")
    page = fill(page, **{"code": code_file.read_text().strip(), **fields}).submit(status=422)
    kept = next(name for name in DISTRICT if name not in fields)
    assert form_to(page, "/setup")[kept].value
    assert not everybody()


def test_where_there_is_anybody_the_page_is_not_there(anonymous, code_file):
    anonymous.get("/setup", status=404)
    token = form_to(anonymous.get("/sign-in"), "/sign-in")["csrf_token"].value
    anonymous.post("/setup", {"csrf_token": token, **DISTRICT, "code": "x"}, status=404)
    assert not code_file.exists()


def test_a_form_from_elsewhere_founds_nothing(empty, anonymous, code_file):
    anonymous.get("/setup")
    anonymous.post("/setup", {**DISTRICT, "code": code_file.read_text().strip()}, status=400)
    assert not everybody()


def test_the_district_is_founded_by_command(empty, app, anonymous, code_file):
    run = app.test_cli_runner().invoke
    printed = run(args=["setup-code"]).output.strip()
    assert printed == code_file.read_text().strip()
    done = run(args=["init", "--district", "高新区", "--admin", "周管理", "--phone", "13800000007"])
    assert done.exit_code == 0
    link = re.search(r"/enrol/\S+", done.output)[0]
    form = form_to(anonymous.get(link), "/enrol")
    form["pin"] = form["pin_again"] = "480217"
    form.submit(status=303)
    assert "高新区" in anonymous.get("/places")


@pytest.mark.parametrize(
    "args",
    [
        ["init", "--district", " ", "--admin", "周管理", "--phone", "13800000007"],
        ["init", "--district", "高新区", "--admin", "周管理", "--phone", "1380"],
        ["init", "--district", "高新区", "--phone", "13800000007"],
    ],
)
def test_a_command_that_lacks_something_founds_nothing(empty, app, args):
    assert app.test_cli_runner().invoke(args=args).exit_code == 2
    assert not everybody()


def test_a_district_is_founded_once(app, cast):
    run = app.test_cli_runner().invoke
    assert run(args=["init", "--district", "乙区", "--admin", "甲", "--phone", "13900000001"]).exit_code == 1
    assert run(args=["setup-code"]).exit_code == 1
    assert len(everybody()) == len(cast.people)


def test_a_district_that_a_roster_opened_before_is_founded_under_its_own_name(empty, app):
    with writing(), unscoped("the tests' own district"):
        root = tree.open_area(AreaKind.DISTRICT, "待命名的区", None, by=SYSTEM, at=clock.now()).id
    with writing():
        found_district("高新区", "周管理", "13800000007", clock.now())
    with unscoped("the tests' own district"):
        assert [(one.id, one.name) for one in db.session.query(Area)] == [(root, "高新区")]
