"""The setup code: shows that whoever founds the district can read this machine's data folder."""

import hmac
import os
from pathlib import Path

from flask import current_app

from app.accounts.tokens import new_code, read_code, show_code


def setup_code() -> str:
    """The code in DATA_DIR/setup-code, made (mode 0600) where there is none yet."""
    path = _path()
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(0o600)
        draft.write_text(show_code(new_code()) + "\n")
        os.replace(draft, path)
    return path.read_text().strip()


def fits(text: str) -> bool:
    """Whether `text` is the setup code, however it was typed."""
    return hmac.compare_digest(read_code(text).encode(), read_code(setup_code()).encode())


def forget() -> None:
    """The district is founded: the code opens nothing any more."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    folder: Path = current_app.config["MENHU"].data_dir
    return folder / "setup-code"
