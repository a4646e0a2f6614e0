"""Places (户籍): the households behind every door and the people in them; roster import."""

from flask import Blueprint

bp = Blueprint("places", __name__)


from app.places import households, imports, models, residents  # noqa: E402, F401
