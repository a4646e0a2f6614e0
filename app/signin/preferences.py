"""Language and light: a matter of this phone, kept in its cookies."""

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.signin import bp
from app.web import public
from app.web.identity import set_cookie
from app.web.language import LANGUAGES, THEMES
from app.web.origin import local_path


@bp.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Read Chinese or English from now on."""
    return _remember("language", request.form.get("locale", ""), tuple(LANGUAGES))


@bp.post("/theme")
@public
def choose_theme() -> ResponseReturnValue:
    """Light, dark, high contrast, or as the phone says."""
    return _remember("theme", request.form.get("theme", ""), THEMES)


def _remember(name: str, value: str, allowed: tuple[str, ...]) -> ResponseReturnValue:
    answer = make_response(redirect(local_path(request.form.get("next")) or "/", 303))
    if value in allowed:
        set_cookie(answer, name, value)
    return answer
