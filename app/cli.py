"""Commands of the operator and of time itself. Each opens its own unit of work."""

from flask import Flask


def init_cli(app: Flask) -> None:
    """Attach every command to `app`."""
