"""In the demo district, and only there, the sign-in page shows who can be tried out."""

import json
from typing import TypedDict

from flask import current_app


class Player(TypedDict):
    """Somebody of the demo's cast, as the seed wrote them down."""

    name: str
    role: str
    place: str
    phone: str
    pin: str


def cast() -> list[Player]:
    """The cast the seed left in the data folder; nobody outside the demo."""
    config = current_app.config["MENHU"]
    written = config.data_dir / "demo-cast.json"
    if not config.demo or not written.exists():
        return []
    players: list[Player] = json.loads(written.read_text())
    return players
