"""Signing in (登录): phone number and PIN on an enrolled device; enrolling one by link, QR or code."""

from flask import Blueprint

bp = Blueprint("signin", __name__)

from app.signin import enrol, me, preferences, views  # noqa: E402, F401
