"""What a guard does on a page, said once for the tests."""

from bs4 import BeautifulSoup

from tests.browser import form_to


def decision(browser, door="3-2-501", **rest):
    """The page with the decision about a door, reached as a guard does."""
    page = browser.get("/gates").follow()
    return browser.get(page.request.path + "/passages", {"door": door, **rest})


def let_out(page, temperature="65", outcome="let-out", **fields):
    form = form_to(page, "/passages")
    form["temperature"] = temperature
    for name, value in fields.items():
        form[name] = value
    return form.submit("outcome", value=outcome, status="*")


def measuring(page):
    """The form with a thermometer."""
    return next(form for form in page.forms.values() if "temperature" in form.fields)


def verdict(page, purpose="shopping"):
    return page.html.select_one(f'.verdict[data-purpose="{purpose}"]').get_text(" ", strip=True)


def blank(html: str) -> str:
    """Without keys and tokens, which are new each time, and as a parser writes it."""
    soup = BeautifulSoup(f"<div>{html}</div>", "html5lib")
    for field in soup.select("[name=csrf_token], [name=command_id]"):
        field.decompose()
    return " ".join(soup.body.div.decode_contents().split())
