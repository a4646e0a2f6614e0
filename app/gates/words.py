"""The words of the gates as the screen says them; the values are those of facts, statements and readings."""

from typing import Any

from flask_babel import lazy_gettext as _l

from app.gates.facts import Purpose
from app.gates.readings import Method
from app.gates.statements import Because, Outcome

PURPOSES: dict[Purpose, Any] = {
    Purpose.SHOPPING: _l("Shopping"),
    Purpose.MEDICAL: _l("Medical"),
    Purpose.EPIDEMIC_DUTY: _l("Duty"),
    Purpose.ESSENTIAL_WORK: _l("Essential"),
    Purpose.OTHER: _l("Other"),
}
METHODS: dict[Method, Any] = {
    Method.FOREHEAD: _l("Forehead"),
    Method.EAR: _l("Ear"),
    Method.ARMPIT: _l("Armpit"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.LET_OUT: _l("Let out"),
    Outcome.LET_IN: _l("Let in"),
    Outcome.TURNED_BACK: _l("Turned back"),
}
BECAUSE: dict[Because, Any] = {
    Because.ORDER: _l("Movement order"),
    Because.FEVER: _l("Fever"),
    Because.NO_MASK: _l("No mask"),
    Because.OUTSIDER: _l("Does not live here"),
    Because.GATHERING: _l("Gathering"),
    Because.OTHER: _l("Other"),
}
FLAGS: dict[str, Any] = {
    "against-advice": _l("Let out against advice"),
    "fever": _l("Fever"),
    "not-rechecked": _l("Not measured again"),
    "already-back": _l("Was logged back already"),
}
