"""Chinese and English are complete, and say the same."""

import re
import runpy
from io import StringIO

import pytest
from babel.messages.pofile import read_po

from tests.house.source import ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]")


def catalogue(locale: str):
    return read_po(StringIO((ROOT / f"app/translations/{locale}/LC_MESSAGES/messages.po").read_text()), locale)


@pytest.fixture(scope="module")
def strings() -> set[str]:
    return runpy.run_path(str(ROOT / "bin" / "catalogues"))["in_the_code"]()


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_every_string_in_the_code_is_translated(locale, strings):
    known = {message.id: message.string for message in catalogue(locale) if message.id}
    assert not sorted(strings - set(known)), "run `make catalogues`"
    assert not sorted(set(known) - strings), "run `make catalogues`"
    assert not [text for text, said in known.items() if not said]


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_a_translation_keeps_the_placeholders(locale):
    for message in catalogue(locale):
        if message.id:
            assert set(PLACEHOLDER.findall(message.id)) == set(PLACEHOLDER.findall(message.string)), message.id


def test_chinese_is_written_in_chinese():
    known = {message.id: message.string for message in catalogue("zh_Hans_CN") if message.id}
    latin = [
        said for said in known.values() if not re.search(r"[\u4e00-\u9fff]", said) and re.search("[a-zA-Z]{4}", said)
    ]
    assert not [said for said in latin if said not in {"English", "GREEN", "AMBER"}]
