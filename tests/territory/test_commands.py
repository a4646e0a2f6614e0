import pytest

from app.access import unscoped
from app.extensions import db
from app.org.models import Checkpoint
from tests.territory.sending import area_named


@pytest.fixture
def run(app, cast):
    return app.test_cli_runner().invoke


def test_places_and_posts_are_opened_by_command(run):
    done = run(args=["areas", "add", "--parent", "高新区/西湖社区", "--kind", "compound", "新苑"])
    assert (done.exit_code, done.output) == (0, "高新区/西湖社区/新苑\n")
    done = run(args=["checkpoints", "add", "--at", "高新区/西湖社区/新苑", "--kind", "temperature", "东门"])
    assert done.exit_code == 0
    with unscoped("the tests' own district"):
        assert db.session.query(Checkpoint).filter_by(area_id=area_named("新苑").id).one().name == "东门"


@pytest.mark.parametrize(
    "args",
    [
        ["areas", "add", "--parent", "高新区/没有", "--kind", "compound", "新苑"],
        ["areas", "add", "--parent", "高新区", "--kind", "compound", "新苑"],
        ["areas", "add", "--parent", "高新区", "--kind", "community", "西湖社区"],
        ["areas", "add", "--parent", "高新区", "--kind", "castle", "新苑"],
        ["checkpoints", "add", "--at", "没有", "--kind", "temperature", "东门"],
        ["people", "code", "13999999999"],
    ],
)
def test_a_command_that_cannot_be_done_says_so_and_changes_nothing(run, args):
    done = run(args=args)
    assert done.exit_code != 0
    assert "Error" in done.output
    assert area_named("新苑") is None


def test_somebody_who_lost_every_phone_gets_a_code_from_the_operator(run, cast, anonymous):
    done = run(args=["people", "code", cast.phones["administrator"]])
    assert done.exit_code == 0
    assert anonymous.get(done.output.strip()).forms
