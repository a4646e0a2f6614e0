"""A browser without JavaScript that refuses bad pages: whatever a test fetches is checked."""

from contextvars import Context

import html5lib
from bs4 import BeautifulSoup
from webtest import TestApp, TestResponse

ALLOWED_ERRORS = {"unexpected-doctype"}


class Browser(TestApp):
    """Follows links and submits forms as rendered. `browser.post_form(page, "form id or action", field=…)`."""

    def do_request(self, req, status=None, expect_errors=None) -> TestResponse:
        # An empty context: a test's own app context must not stand in for the request's.
        response = Context().run(super().do_request, req, status, expect_errors)
        if response.content_type == "text/html" and response.body:
            check_page(response.text, fragment="HX-Request" in req.headers and "<html" not in response.text)
        return response

    def get_fragment(self, url: str, target: str, **rest) -> TestResponse:
        """What htmx would be given for the element `target`."""
        return self.get(url, headers={"HX-Request": "true", "HX-Target": target}, **rest)


def form_to(page: TestResponse, action: str):
    """The form of `page` whose action ends in `action`."""
    found = [form for form in page.forms.values() if (form.action or "").partition("?")[0].endswith(action)]
    assert found, f"no form to {action} in {[form.action for form in page.forms.values()]}"
    return found[0]


def check_page(html: str, fragment: bool = False) -> None:
    """Valid HTML5, one h1, unique ids, labelled inputs, no inline script, style or handler."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html) if fragment else parser.parse(html)
    errors = [(place, code) for place, code, _ in parser.errors if code not in ALLOWED_ERRORS]
    assert not errors, f"invalid HTML: {errors[:5]}\n{html[:2000]}"
    soup = BeautifulSoup(html, "html5lib")
    if not fragment:
        assert len(soup.find_all("h1")) == 1, "a page has one h1"
        assert soup.select("title")[0].text.strip(), "a page has a title"
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for tag in soup.find_all(True):
        assert not tag.has_attr("style"), f"inline style: {tag}"
        assert not [name for name in tag.attrs if name.startswith("on")], f"inline handler: {tag}"
        assert tag.name != "style", "inline style sheet"
        assert tag.name != "script" or tag.get("src"), "inline script"
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") not in {"hidden", "submit", "button"}:
            assert is_labelled(soup, field), f"no label: {field}"
    for form in soup.find_all("form"):
        assert form.get("action"), f"no action: {str(form)[:200]}"


def is_labelled(soup: BeautifulSoup, field) -> bool:
    """Whether `field` has a label of its own."""
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    return bool(field.get("id") and soup.find("label", attrs={"for": field["id"]}))
