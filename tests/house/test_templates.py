"""Pages and fragments are drawn by one template, and a form lies inside what its command redraws."""

import ast
import importlib
import re

import pytest

from tests.house.source import APP, calls, name, python_files, templates


def offered() -> list[tuple[str, str]]:
    """Template and block of every fragment a view offers."""
    found = set()
    for path in python_files():
        for call in calls(path, "respond"):
            named = importlib.import_module(name(path).removesuffix(".py").replace("/", "."))
            template = [call.args[0].value] if call.args and isinstance(call.args[0], ast.Constant) else []
            for keyword in call.keywords:
                if keyword.arg in {"blocks", "also"} and name(path) != "app/web/respond.py":
                    value = eval(compile(ast.Expression(keyword.value), name(path), "eval"), vars(named))
                    found |= {(one, block) for one in template for block in value}
    return sorted(found)


def with_frames(template: str) -> str:
    """The template and the frames it extends, one after the other."""
    text = (APP / "templates" / template).read_text()
    frame = re.search(r'{%\s*extends "([^"]+)"', text)
    return text + (with_frames(frame[1]) if frame else "")


@pytest.mark.parametrize(("template", "block"), offered())
def test_an_offered_block_is_exactly_what_its_element_holds(template, block):
    text = with_frames(template)
    opening = rf'id="{block}"[^>]*>\s*{{%\s*block {block}\s*%}}'
    assert re.search(opening, text), f"{template}: block {block} must fill the element with that id"


def test_page_templates_import_nothing_because_a_block_drawn_alone_would_not_see_it():
    for path in templates():
        if "components" not in path.parts:
            assert not re.search(r"{%-?\s*(import|from)\b", path.read_text()), name(path)


def test_no_template_carries_script_style_or_handlers():
    for path in templates():
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text), name(path)


def test_every_form_that_posts_carries_token_and_key():
    for path in templates():
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.S):
            if 'method="post"' in form:
                assert "ui.hidden(" in form or "csrf_token" in form or "caller()" in form, f"{name(path)}: {form[:120]}"


def test_what_goes_past_escaping_is_ours():
    allowed = {"app/templates/components/figures.html"}
    for path in templates():
        assert "|safe" not in path.read_text() or name(path) in allowed, name(path)
