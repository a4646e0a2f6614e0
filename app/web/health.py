"""Is the server alive, and can it do its work? For systemd, the proxy and the operator."""

import shutil

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app.audit import writing
from app.extensions import db
from app.web.door import public

bp = Blueprint("health", __name__)
LEAST_FREE = 200 * 1024 * 1024


@bp.get("/livez")
@public
def livez() -> ResponseReturnValue:
    """The process answers; touches nothing."""
    return jsonify(alive=True)


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """A write can begin, the schema is there, the disk has room."""
    with writing(unaudited="a write that writes nothing"):
        revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    free = shutil.disk_usage(current_app.config["MENHU"].data_dir).free
    ready = bool(revision) and free > LEAST_FREE
    return jsonify(ready=ready, revision=revision, disk_free_mb=free // 2**20), 200 if ready else 503
