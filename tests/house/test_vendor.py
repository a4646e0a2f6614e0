"""What others wrote is byte for byte what they published."""

import hashlib
import re

from tests.house.source import APP

VENDOR = APP / "static" / "vendor"


def test_every_vendored_script_is_the_one_we_noted():
    noted = dict(re.findall(r"\| (\S+) \|.*\| ([0-9a-f]{64}) \|", (VENDOR / "README.md").read_text()))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert found == noted
    assert found
