"""At the gate with one person: the decision, the record, taking it back, correcting it."""

from typing import Any

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission
from app.core import clock
from app.core.ids import read_id
from app.gates import bp, finding
from app.gates.facts import Direction, Errand, Purpose
from app.gates.finding import Case
from app.gates.models import Passage
from app.gates.passages import actions
from app.gates.passages.forms import CorrectionForm, PassageForm
from app.gates.views import PANEL, SWAP, around
from app.gates.wording import verdict
from app.org.models import Checkpoint
from app.org.words import CheckpointKind
from app.places.forms import options
from app.places.models import Household
from app.web import command, me, page, respond
from app.web.forms import Unfilled, strip
from app.web.templating import masked


@bp.get("/gates/checkpoints/<uuid:checkpoint_id>/passages")
@page(Permission.GATES_PASSAGE_RECORD, at=Checkpoint)
def new_passage(checkpoint: Checkpoint, form: PassageForm | None = None) -> ResponseReturnValue:
    """May they go? The decision for every purpose, and the form on which it is logged."""
    form = form or PassageForm(**_asked())
    household = _household(checkpoint, form)
    if household is None:
        wants_in = checkpoint.kind is CheckpointKind.TEMPERATURE
        form.direction.data = Direction.IN if wants_in else Direction.OUT
        return respond("gates/unknown.html", blocks=PANEL, form=form, **around(checkpoint))
    form.household.data, form.resident.choices = str(household.id), _members(household)
    return _advise(checkpoint, form, finding.case_of(household, clock.now()))


@bp.post("/gates/checkpoints/<uuid:checkpoint_id>/passages")
@command(Permission.GATES_PASSAGE_RECORD, at=Checkpoint, form=PassageForm, page=new_passage)
def record_passage(checkpoint: Checkpoint, form: PassageForm) -> str:
    """Log what happened, whatever the advice was."""
    now = clock.now()
    case = finding.case_of(_household(checkpoint, form), now, read_id(form.returns.data))
    said = form.settle(case.decide(form.statement().errand, now))
    row = actions.record_passage(checkpoint, case, said, read_id(form.command_id.data), by=me(), at=now)
    to = "gates.list_still_out" if form.returns.data else "gates.stand_at"
    return url_for(to, checkpoint_id=checkpoint.id, logged=row.id)


@bp.post("/gates/passages/<uuid:passage_id>/withdrawal")
@command(Permission.GATES_PASSAGE_CORRECT, at=Passage)
def withdraw_passage(passage: Passage) -> str:
    """Take it back: the row stays and counts no more. On to the same door, to do it right."""
    if not actions.withdraw_passage(passage, by=me(), at=clock.now()):
        raise actions.already_corrected()
    flash(_("Taken back. It stays in the log, crossed out."), "success")
    if passage.household_id is None:
        return url_for("gates.stand_at", checkpoint_id=passage.checkpoint_id)
    here, way = passage.checkpoint_id, passage.direction
    door = passage.household_id
    return url_for("gates.new_passage", checkpoint_id=here, household=door, direction=way, returns=passage.closes_id)


@bp.get("/gates/passages/<uuid:passage_id>/correction")
@page(Permission.GATES_PASSAGE_CORRECT, at=Passage)
def show_correction(passage: Passage, form: CorrectionForm | None = None) -> ResponseReturnValue:
    """What was logged, to be put right."""
    if form is None:
        form = CorrectionForm()
        form.show(passage)
    form.resident.choices = _members(passage.household) if passage.household else []
    return respond("gates/correction.html", passage=passage, form=form)


@bp.post("/gates/passages/<uuid:passage_id>/correction")
@command(Permission.GATES_PASSAGE_CORRECT, at=Passage, form=CorrectionForm, page=show_correction)
def correct_passage(passage: Passage, form: CorrectionForm) -> str:
    """A new row in place of the old one, which is kept."""
    if not actions.withdraw_passage(passage, by=me(), at=clock.now()):
        raise actions.already_corrected()
    case = finding.case_of(_door(passage, form), passage.occurred_at, read_id(form.returns.data))
    said = form.settle(case.decide(form.statement().errand, passage.occurred_at))
    actions.replace_passage(passage, case, said, read_id(form.command_id.data), by=me())
    flash(_("Corrected. What stood there before is kept."), "success")
    return url_for("gates.read_log", checkpoint_id=passage.checkpoint_id)


def _advise(checkpoint: Checkpoint, form: PassageForm, case: Case) -> ResponseReturnValue:
    """The page with the decision: for each purpose on the way out, or a welcome home."""
    now, way = clock.now(), form.way
    errands = [Errand(way, purpose) for purpose in Purpose]
    verdicts = {one.purpose: verdict(case.facts, one, case.decide(one, now), now) for one in errands}
    shown: dict[str, Any] = {
        "post": checkpoint,
        "swap": SWAP,
        "form": form,
        "case": case,
        "verdicts": verdicts,
        "colours": {purpose: said.colour for purpose, said in verdicts.items()},
        "names": {one.value: one.label for one in form.resident.choices},
        "out": case.ended_by(read_id(form.returns.data)),
        "now": now,
    }
    return respond("gates/decide.html" if way is Direction.OUT else "gates/welcome.html", blocks=PANEL, **shown)


def _asked() -> dict[str, str]:
    """What the link to the decision said."""
    known = {name: request.args.get(name, "") for name in ("household", "returns")}
    return {**known, "direction": request.args.get("direction", Direction.OUT.value)}


def _household(checkpoint: Checkpoint, form: PassageForm) -> Household | None:
    """The household the form or the link names, None where it names none; 404 where it is not behind this gate."""
    door = "" if form.household.data else strip(request.args.get("door", ""))
    if not form.household.data and not door:
        return None
    return finding.household_at(checkpoint.area, door or "", form.household_id) or abort(404)


def _door(passage: Passage, form: CorrectionForm) -> Household | None:
    """The door the correction names, in any spelling; as it was when left as it was."""
    before = passage.household.label if passage.household else ""
    if (form.door.data or "") == before:
        return passage.household
    found = finding.search(passage.checkpoint.area, form.door.data or "")
    if len({match.label for match in found}) != 1:
        form.door.errors = [_l("There is no such door behind this gate.")]
        raise Unfilled
    return finding.household_at(passage.checkpoint.area, found[0].label)


def _members(household: Household) -> list[Any]:
    return options((str(one.id), masked(one.name)) for one in household.residents)
