"""The operator's guide keeps up with the code."""

import re

import click
import pytest

from tests.house.source import APP, ROOT

GUIDE = (ROOT / "docs" / "deploy.md").read_text()


def test_the_guide_names_every_setting_and_no_other():
    read = set(re.findall(r'env\.get\("(\w+)"', (APP / "config.py").read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))
    assert told == read


@pytest.mark.parametrize("file", ["deploy/menhu.env.example", "deploy/compose.yaml"])
def test_the_examples_set_only_settings_that_exist(file):
    read = set(re.findall(r'env\.get\("(\w+)"', (APP / "config.py").read_text()))
    names = set(
        re.findall(
            r"^(?:# |  )?((?:MENHU_(?:HTTPS|PROXIES|DEMO)|TRUSTED|DATA|DATABASE)\w*)[:=]",
            (ROOT / file).read_text(),
            re.M,
        )
    )
    assert names
    assert names <= read


def test_every_command_in_the_guide_exists_with_its_options(app):
    for line in re.findall(r"flask ((?:[a-z-]+)(?: [^#`)\n]*)?)", GUIDE):
        words = line.split()
        if words[0] in {"run", "db"}:  # Flask's and Flask-Migrate's own
            continue
        command, context = app.cli, click.Context(app.cli)
        while isinstance(command, click.Group) and words:
            command = command.get_command(context, words.pop(0))
            assert command is not None, f"flask {line} does not exist"
        options = {word for word in words if word.startswith("--")}
        known = {option for parameter in command.params for option in parameter.opts}
        assert options <= known, f"flask {line}: no such option"


def test_the_units_run_the_server_as_the_image_does():
    unit = re.sub(r"\\\n\s*", "", (ROOT / "deploy" / "systemd" / "menhu.service").read_text())
    in_unit = re.search(r"bin/granian (.*)", unit)[1].replace("127.0.0.1", "HOST")
    image = (ROOT / "deploy" / "Dockerfile").read_text()
    in_image = " ".join(re.findall(r'"([^"]+)"', re.search(r'CMD \["granian", (.*)\]', image)[1]))
    assert in_unit.split() == in_image.replace("0.0.0.0", "HOST").split()
