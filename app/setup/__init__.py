"""First start (首次启用): the district itself and its first administrator, by page or by command."""

from flask import Blueprint

bp = Blueprint("setup", __name__)

from app.setup import views  # noqa: E402, F401
