"""The district's secrets in one file beside the database: the cookie secret and the field keys."""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from app.core.sealing import Keyring


class KeysUnsafe(SystemExit):
    """The key file cannot be trusted; the message says why and what to do."""


@dataclass(frozen=True)
class Keys:
    """What the key file holds."""

    secret: str = field(repr=False)
    ring: Keyring


def load(path: Path) -> Keys:
    """Read the key file at `path`, making it where there is none; raises KeysUnsafe."""
    if not path.exists():
        _create(path)
    if path.stat().st_mode & 0o077:
        raise KeysUnsafe(f"{path} can be read by others. Run: chmod 600 {path}")
    written = json.loads(path.read_text())
    keys = {int(number): base64.b64decode(key) for number, key in written["fields"].items()}
    ring = Keyring(keys, max(keys), base64.b64decode(written["index"]))
    return Keys(written["secret"], ring)


def _create(path: Path) -> None:
    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"secret": key(), "fields": {"1": key()}, "index": key()}, indent=1)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(0o600)
    draft.write_text(text)
    try:
        os.link(draft, path)  # two workers starting at once: the first one's keys stand
    except FileExistsError:
        pass
    finally:
        draft.unlink()
