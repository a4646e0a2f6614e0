"""The guard's screen: which post, which door, who is still out, what happened today."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Permission, may
from app.core import clock
from app.core.ids import read_id
from app.gates import bp, finding, queries
from app.gates.directory import houses, lay_out
from app.gates.policies.queries import order_in_force
from app.org.models import Area, Checkpoint
from app.org.words import CheckpointKind
from app.places.queries import doors_of
from app.web import page, respond
from app.web.forms import strip
from app.web.identity import read_cookie, set_cookie
from app.web.respond import wanted_block

PANEL = ("panel",)
SWAP = {"hx-boost": "true", "hx-push-url": "true", "hx-target": "#panel", "hx-swap": "innerHTML show:window:top"}
SHIFT = 14 * 3600


@bp.get("/gates")
@page(Permission.GATES_VIEW)
def my_gate() -> ResponseReturnValue:
    """The post chosen for this shift, or the choice of one."""
    posts = queries.posts()
    last = read_id(read_cookie("gate"))
    here = [post for post in posts if post.id == last] or (posts if len(posts) == 1 else [])
    if here and "choose" not in request.args:
        return redirect(url_for("gates.stand_at", checkpoint_id=here[0].id), 303)
    return respond("gates/posts.html", posts=posts, last=last)


@bp.get("/gates/checkpoints/<uuid:checkpoint_id>")
@page(Permission.GATES_PASSAGE_RECORD, at=Checkpoint)
def stand_at(checkpoint: Checkpoint) -> ResponseReturnValue:
    """Which door? The directory of the compound, the digits, or a name. Remembers the post for the shift."""
    if checkpoint.kind is not CheckpointKind.TEMPERATURE:
        return redirect(url_for("gates.new_passage", checkpoint_id=checkpoint.id, logged=request.args.get("logged")))
    out = queries.households_out(checkpoint.area_id)
    doors = doors_of(finding.compound_id_of(checkpoint.area))
    by = request.args.get("by", "doors")
    units = lay_out(doors, out, url_for("gates.new_passage", checkpoint_id=checkpoint.id)) if by == "doors" else []
    answer = respond(
        "gates/find.html", blocks=PANEL, by=by, units=units, houses=houses(units), out=len(out), **around(checkpoint)
    )
    set_cookie(answer, "gate", str(checkpoint.id), SHIFT)
    return answer


@bp.get("/gates/checkpoints/<uuid:checkpoint_id>/search")
@page(Permission.GATES_PASSAGE_RECORD, at=Checkpoint)
def find_door(checkpoint: Checkpoint) -> ResponseReturnValue:
    """The doors that fit what was typed; straight to the door when there is only one."""
    words = strip(request.args.get("words", "")) or ""
    matches = finding.search(checkpoint.area, words)
    if len({match.label for match in matches}) == 1 and wanted_block() != "found":
        return redirect(url_for("gates.new_passage", checkpoint_id=checkpoint.id, door=matches[0].label), 303)
    return respond(
        "gates/matches.html", blocks=(*PANEL, "found"), matches=matches, words=words[:50], **around(checkpoint)
    )


@bp.get("/gates/checkpoints/<uuid:checkpoint_id>/still-out")
@page(Permission.GATES_PASSAGE_RECORD, at=Checkpoint)
def list_still_out(checkpoint: Checkpoint) -> ResponseReturnValue:
    """Who went out by any gate of this compound and is not back."""
    words = strip(request.args.get("words", "")[:50]) or ""
    lines = queries.still_out(checkpoint.area_id, words.strip().replace(" ", "-"))
    return respond(
        "gates/still_out.html", blocks=PANEL, **around(checkpoint), lines=lines, words=words, now=clock.now()
    )


@bp.get("/gates/checkpoints/<uuid:checkpoint_id>/log")
@page(Permission.GATES_VIEW, at=Checkpoint)
def read_log(checkpoint: Checkpoint) -> ResponseReturnValue:
    """Today at this gate: counts, by hour, and for whoever records there each passage."""
    since = clock.start_of(clock.today())
    counts, hours = queries.hours_of(checkpoint, since)
    recorder = may(Permission.GATES_PASSAGE_RECORD, checkpoint)
    lines = queries.log_of(checkpoint, since, request.args.get("after", "")) if recorder else None
    return respond("gates/log.html", blocks=("lines",), post=checkpoint, counts=counts, hours=hours, log=lines)


@bp.get("/gates/areas/<uuid:area_id>/flagged-passages")
@page(Permission.GATES_POLICY_ISSUE, at=Area)
def read_flagged(area: Area) -> ResponseReturnValue:
    """What happened today against advice, or needs a look."""
    since = clock.start_of(clock.today())
    return respond(
        "gates/flagged.html", area=area, lines=queries.flagged(area, since), figures=queries.summary(area, since)
    )


def around(checkpoint: Checkpoint) -> dict[str, Any]:
    """What the panels between two passages show around themselves: post, order, still out, just logged."""
    order = order_in_force(checkpoint.area, clock.now())
    return {
        "post": checkpoint,
        "swap": SWAP,
        "order": order,
        "logged": queries.just_logged(checkpoint, read_id(request.args.get("logged")), clock.now()),
    }
