"""Where `next=` may lead."""

from uuid import uuid4

import pytest

from app.web.origin import local_path


@pytest.mark.parametrize("target", ["/", "/today", "/people?q=%E5%BC%A0&after=", "/places#list"])
def test_a_page_of_ours_may_be_gone_on_to(app, target):
    with app.test_request_context():
        assert local_path(target) == target


ELSEWHERE = [
    *("", None, "today", " /today", "/no-such-page", "/today\x00", "/\t/[/today", "/today\r\nSet-Cookie: a=b"),
    *("//elsewhere.example/today", "/\\elsewhere.example/today", "/\t/elsewhere.example/today"),
    *("/\n/elsewhere.example/today", "https://elsewhere.example/today", "javascript:alert(1)"),
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_whatever_a_browser_may_read_as_another_place_is_not(app, target):
    with app.test_request_context():
        assert local_path(target) is None


def test_an_origin_that_says_nothing_does_not_stand_in_for_the_token(as_):
    browser = as_("guard")
    key = {"Idempotency-Key": str(uuid4())}
    browser.post("/me/pin", headers={**key, "Origin": "null"}, status=400)
    browser.post("/me/pin", headers={**key, "Origin": "http://elsewhere.example"}, status=403)
    browser.post("/me/pin", headers={**key, "Origin": "http://localhost"}, status=303)


def test_a_fragment_asked_for_after_sign_out_leads_back_to_the_page_it_was_on(anonymous):
    seen = {"HX-Request": "true", "HX-Current-URL": "http://localhost/people?q=x"}
    answer = anonymous.get("/people", headers=seen, status=401)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/people?q%3Dx"
