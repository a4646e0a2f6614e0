"""Commands of the operator and of time itself. Each opens its own unit of work."""

from flask import Flask


def init_cli(app: Flask) -> None:
    """Attach every command to `app`."""
    from app import operations
    from app.demo import cli as demo
    from app.setup import cli as setup
    from app.territory import cli as territory

    for commands in (demo, operations, setup, territory):
        commands.init_cli(app)
