"""Somebody who sends what no page of ours would send, and sees whether an answer tells more than it may."""

from contextvars import Context
from html import escape
from urllib.parse import quote_plus, urlencode

from bs4 import BeautifulSoup
from sqlalchemy import func, select
from webtest import TestApp, TestRequest, TestResponse

from app.access import unscoped
from app.core.db import Base
from app.core.ids import new_id
from app.extensions import db

SCRIPT = "<script>alert(1)</script>"
HUGE = "x" * 1_000_000
VALUES = {
    "empty": "",
    "blank": " \t ",
    "huge": HUGE,
    "NUL": "有\x00空",
    "not UTF-8": b"\xed\xa0\x80\xff\xfe",
    "script": SCRIPT,
    "quote": "\"'><img src=x onerror=alert(1)>",
    "sql": "' OR 1=1 --",
    "template": "{{ 6007 * 6007 }}",
    "right to left": "\u202e门\u2066\u200b",
    "unseen": "\u200b\x00",
    "emoji": "\U0001f9e8\U0001f468\u200d\U0001f469",
    "combining": "e" + "\u0301" * 10_000,
    "huge number": "9" * 5_000,
    "negative": "-1",
    "wide digits": "１３８００００００００",
    "early": "0001-01-01T00:00",
    "late": "9999-12-31",
    "lines": "x\r\nSet-Cookie: a=b",
}
SHARP_TEXT, SHARP = ("NUL", "script", "huge", "blank", "missing", "twice"), ("NUL", "sql", "elsewhere", "missing")
"""Tried in every field that takes free text, and in every other one."""

SECRET = {"pin", "pin_again"}


class InMemory(TestRequest):
    """A request whose body is never put into a file, which nobody would close."""

    request_body_tempfile_limit = 100_000_000


class Sender(TestApp):
    """A browser that follows nothing and checks no markup, only what must never be in an answer.

    `unseen` are the words that no answer may hold, unless the question did.
    """

    RequestClass = InMemory
    token = ""
    unseen: tuple[str, ...] = ()

    def do_request(self, req, status=None, expect_errors=None) -> TestResponse:
        asked = req.path_qs + req.body.decode(errors="replace")
        answer = Context().run(super().do_request, req, status, expect_errors)
        said = answer.body.decode(errors="replace") + str(answer.headers)
        assert answer.status_int < 500, f"{req.method} {req.path_qs[:200]}: {answer.status}"
        assert SCRIPT not in said, f"{req.method} {req.path_qs[:200]} answers with a script"
        assert "36084049" not in said, f"{req.method} {req.path_qs[:200]} runs a template"
        for word in self.unseen:
            assert word not in said or word in asked, f"{req.method} {req.path_qs[:200]} tells {word}"
        return answer

    def signed(self) -> str:
        """The token of this browser's forms."""
        page = self.get("/sign-in" if not self.unseen else "/me", status="*")
        page = page if page.status_int == 200 else self.get("/sign-in")
        self.token = self.token or BeautifulSoup(page.text, "html5lib").find("input", {"name": "csrf_token"})["value"]
        return self.token

    def send(self, url: str, fields: dict, files: dict | None = None, **known) -> TestResponse:
        """POST `fields` (a list sends its field again and again), with a token and, if none is given, a new key."""
        body = {"csrf_token": self.token or self.signed(), "command_id": str(new_id()), **fields, **known}
        pairs = [(name, one) for name, value in body.items() for one in (value if isinstance(value, list) else [value])]
        if files:
            texts = [(name, one.decode("latin-1") if isinstance(one, bytes) else one) for name, one in pairs]
            uploads = [(name, *file) for name, file in files.items()]
            return self.post(url, texts, upload_files=uploads, status="*")
        body_text = "&".join(f"{quote_plus(name)}={quote_plus(one)}" for name, one in pairs)
        return self.post(url, body_text, content_type="application/x-www-form-urlencoded", status="*")

    def ask(self, url: str, name: str, value: str | bytes) -> TestResponse:
        """GET `url` with one more parameter, however odd."""
        return self.get(f"{url}{'&' if '?' in url else '?'}{urlencode({name: value})}", status="*")


def holds(page: TestResponse, text: str) -> bool:
    """Whether what was typed is still in the page."""
    return text.replace("\n", "\r\n") in page or escape(text) in page.text or text in page.text


def count_rows() -> dict[str, int]:
    """How many rows every table has."""
    db.session.rollback()
    with unscoped("counted by the test"):
        tables = Base.metadata.sorted_tables
        counts = db.session.execute(select(*(select(func.count()).select_from(t).scalar_subquery() for t in tables)))
        found = dict(zip([table.name for table in tables], counts.one(), strict=True))
    db.session.rollback()
    return found
