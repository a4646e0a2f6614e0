"""Gates (进出登记): guards log temperatures and passages; the exit quota decides who may go out."""

from flask import Blueprint

bp = Blueprint("gates", __name__)

from app.gates import views  # noqa: E402, F401
from app.gates.passages import views as passages  # noqa: E402, F401
from app.gates.policies import views as policies  # noqa: E402, F401
