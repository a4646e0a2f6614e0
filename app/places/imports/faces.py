"""An import has one address and a face for each stage: choose columns, wait, compare, done."""

from typing import Any

from flask import make_response, request, url_for

from app.core.ids import read_id
from app.places.imports import batches, queries
from app.places.imports.choosing import draw_choice
from app.places.imports.forms import ColumnsForm
from app.places.imports.models import KEPT_FOR, RosterImport
from app.places.imports.telling import told, told_row
from app.places.imports.words import Part, Stage
from app.places.roster.wording import sentence
from app.web import respond
from app.web.respond import wanted_block

WRITES = (Part.NEW, Part.CHANGED, Part.CONFLICT)
TONES = {Part.UNREADABLE: "stop", Part.CONFLICT: "ask", Part.NOTES: "ask", Part.NEW: "go"}


def draw(job: RosterImport, form: ColumnsForm | None) -> Any:
    """The face of the stage the import has come to."""
    if form or job.stage is Stage.UPLOADED or (job.stage is Stage.READ and "columns" in request.args):
        return draw_choice(job, form)
    if job.stage is Stage.WORKING:
        if batches.is_waiting(job):
            batches.start(job.id)
        return respond("places/imports/working.html", blocks=("progress",), job=job)
    if wanted_block() == "progress":
        answer = make_response("")
        answer.headers["HX-Redirect"] = url_for("places.roster_import", roster_import_id=job.id)
        return answer
    return _compared(job)


def _compared(job: RosterImport) -> Any:
    tiles = queries.tiles(job)
    parts = [tile.part for tile in tiles]
    shown = next((part for part in parts if part == request.args.get("part")), parts[0] if parts else None)
    lines, after = _lines(job, shown, read_id(request.args.get("after"))) if shown else ([], None)
    more = url_for("places.roster_import", roster_import_id=job.id, part=shown, after=after) if after else None
    seen: dict[str, Any] = {"tiles": tiles, "shown": shown, "lines": lines, "next_url": more}
    seen["problem"] = sentence(job.problem, row=job.problem_row) if job.problem else ""
    seen["to_open"] = queries.places_to_open(job) if job.stage is Stage.READ else []
    seen["kept"] = queries.kept_of(job) if job.stage is Stage.UNDONE else []
    seen["to_put"] = sum(tile.count for tile in tiles if tile.part in WRITES)
    seen["until"] = job.created_at + KEPT_FOR
    return respond("places/imports/compare.html", job=job, stages=Stage, parts=Part, tones=TONES, **seen)


def _lines(job: RosterImport, part: Part, after: Any) -> tuple[list[Any], str | None]:
    if part is Part.UNREADABLE:
        rows = queries.unreadable_of(job, after)
        return [told_row(row) for row in rows.rows], rows.after
    if part is Part.GONE:
        gone = queries.gone_of(job, after)
        return list(gone.rows), gone.after
    staged = queries.households_of(job, part, after)
    return [told(row) for row in staged.rows], staged.after
