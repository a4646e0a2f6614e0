"""Territory (绑定): the tree of places, who answers for each, the people and their bindings."""

from flask import Blueprint

bp = Blueprint("territory", __name__)

from app.territory import views  # noqa: E402, F401
