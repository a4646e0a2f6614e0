import io
import json
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit import writing
from app.extensions import db
from app.operations.logs import Formatter, mask

TYPED = "张三"


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("phone 13800001234 rang", "phone 138*** rang"),
        ("phone 138 0000 1234 rang", "phone 138*** rang"),
        ("phone 138-0000-1234.", "phone 138***."),
        ("电话13800001234，", "电话138***，"),
        ("号码１３８００００１２３４", "号码１３８***"),
        ("id 42110219650101123X", "id 421***"),
        ("id 421102196501011234 and 13800001234", "id 421*** and 138***"),
    ],
)
def test_phone_and_identity_numbers_are_struck_out(line, masked):
    assert mask(line) == masked


@pytest.mark.parametrize(
    "line",
    ["rows 138000", "at 1580515200000 ms", "019a0b1c-7d3e-7f00-8123-456789abcdef", "2020-02-01T08:30:00", "3-2-501"],
)
def test_other_numbers_stay(line):
    assert mask(line) == line


@pytest.fixture
def written():
    """A logger through our formatter, and what it wrote, line by line."""
    stream, log = io.StringIO(), logging.getLogger("menhu.tests")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    log.addHandler(handler)
    yield log, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)


def test_an_event_is_one_line_of_json_with_known_fields_only(written):
    log, lines = written
    log.warning("a\nforged line", extra={"endpoint": "gates.log", "status": 303, "body": "name=张三"})
    (line,) = lines()
    assert line["event"] == "a\nforged line"
    assert (line["endpoint"], line["status"], line["level"]) == ("gates.log", 303, "WARNING")
    assert "body" not in line


def test_a_traceback_is_masked_too(written):
    log, lines = written
    try:
        raise ValueError("cannot read\n13800001234")
    except ValueError:
        log.exception("failed")
    assert "138***" in lines()[0]["trace"]
    assert "13800001234" not in json.dumps(lines())


def test_an_error_of_the_database_does_not_tell_what_was_to_be_written(app, written):
    log, lines = written
    try:
        with writing(unaudited="a row the database refuses"):
            statement = text("INSERT INTO accounts_throttles (key, full_ms) VALUES (:key, NULL)")
            db.session.execute(statement, {"key": TYPED})
    except IntegrityError:
        log.exception("failed")
    assert "accounts_throttles" in lines()[0]["trace"]
    assert TYPED not in lines()[0]["trace"]


def test_a_request_is_told_by_endpoint_without_path_query_or_body(anonymous, caplog):
    caplog.set_level(logging.INFO, "menhu")
    anonymous.get("/sign-in?next=/me&phone=13800001234")
    (record,) = [record for record in caplog.records if record.getMessage() == "request"]
    assert (record.endpoint, record.method, record.status) == ("signin.sign_in", "GET", 200)
    assert "13800001234" not in Formatter().format(record)
    assert "/sign-in" not in Formatter().format(record)
