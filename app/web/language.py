"""Chinese first, English second: chosen by the person, else by the browser, else Chinese."""

from flask import has_request_context, request

from app.web.identity import read_cookie

LANGUAGES = {"zh_Hans_CN": "中文", "en": "English"}
THEMES = ("auto", "light", "dark", "contrast")


def choose_locale() -> str:
    """The catalogue for the running request."""
    if not has_request_context():
        return "zh_Hans_CN"
    chosen = read_cookie("language")
    if chosen in LANGUAGES:
        return str(chosen)
    best = request.accept_languages.best_match(["zh-CN", "zh", "en"], default="zh")
    return "en" if best == "en" else "zh_Hans_CN"


def choose_theme() -> str:
    """Light, dark, high contrast, or whatever the phone says."""
    chosen = read_cookie("theme")
    return str(chosen) if chosen in THEMES else "auto"
