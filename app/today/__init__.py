"""Today (今日): what each person has to do now, composed from every domain's `queries.todo(actor)`."""

from flask import Blueprint

bp = Blueprint("today", __name__)

from app.today import views  # noqa: E402, F401
