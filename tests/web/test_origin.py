"""Where `next=` may lead."""

import pytest

from app.web.origin import local_path


@pytest.mark.parametrize("target", ["/", "/today", "/people?q=%E5%BC%A0&after=", "/places#list"])
def test_a_page_of_ours_may_be_gone_on_to(app, target):
    with app.test_request_context():
        assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    ["", None, "today", "//elsewhere.example/today", "/\\elsewhere.example/today", "/\t/elsewhere.example/today"]
    + ["/\n/elsewhere.example/today", "/today\r\nSet-Cookie: a=b", "/\t/[/today", "https://elsewhere.example/today"]
    + ["javascript:alert(1)", "/no-such-page", "/today\x00", " /today"],
)
def test_whatever_a_browser_may_read_as_another_place_is_not(app, target):
    with app.test_request_context():
        assert local_path(target) is None
