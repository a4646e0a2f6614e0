"""Pages and commands of an import."""

from flask import flash, make_response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from app.access import Permission
from app.core import clock
from app.org.models import Area
from app.places import bp
from app.places.imports import actions, batches, queries
from app.places.imports.faces import draw
from app.places.imports.forms import ColumnsForm, DecisionForm, UploadForm, WordForm
from app.places.imports.models import KEPT_FOR, RosterImport, StagedHousehold
from app.places.imports.sheet_out import Note, write_rows
from app.places.imports.wordlist import set_word, words_in_use
from app.places.words import Tag
from app.web import command, me, page, respond

IMPORT = Permission.PLACES_ROSTER_IMPORT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page_of(job: RosterImport, part: str | None = None) -> str:
    """The url of an import, and of one face of its comparison."""
    return url_for("places.roster_import", roster_import_id=job.id, part=part)


@bp.get("/places/<uuid:area_id>/imports")
@page(IMPORT, at=Area)
def area_imports(area: Area, form: UploadForm | None = None) -> object:
    """Upload a roster of a place; those of before."""
    jobs = queries.imports_at(area)
    return respond("places/imports/imports.html", area=area, form=form or UploadForm(), jobs=jobs)


@bp.post("/places/<uuid:area_id>/imports")
@command(IMPORT, at=Area, form=UploadForm, page=area_imports)
def take_in_roster(area: Area, form: UploadForm) -> str:
    """Take a roster in; next, its columns."""
    upload = form.roster.data
    return page_of(actions.take_in(area, upload.filename, upload.read(), by=me(), at=clock.now()))


@bp.get("/imports/<uuid:roster_import_id>")
@page(IMPORT, at=RosterImport)
def roster_import(roster_import: RosterImport, form: ColumnsForm | None = None) -> object:
    """How far an import is, and what is to be done now."""
    return draw(roster_import, form)


@bp.post("/imports/<uuid:roster_import_id>/columns")
@command(IMPORT, at=RosterImport, form=ColumnsForm, page=roster_import)
def choose_columns(roster_import: RosterImport, form: ColumnsForm) -> str:
    """Read the file with these columns."""
    actions.read(roster_import, form.layouts, form.compound.data or "", by=me(), at=clock.now())
    return page_of(roster_import)


@bp.post("/imports/<uuid:roster_import_id>/approval")
@command(IMPORT, at=RosterImport)
def put_in(roster_import: RosterImport) -> str:
    """Put in what was read."""
    actions.put(roster_import, by=me(), at=clock.now())
    return page_of(roster_import)


@bp.post("/imports/<uuid:roster_import_id>/reversal")
@command(IMPORT, at=RosterImport)
def take_back(roster_import: RosterImport) -> str:
    """Take all of it back."""
    actions.undo(roster_import, by=me(), at=clock.now())
    return page_of(roster_import)


@bp.post("/import-households/<uuid:staged_household_id>/decision")
@command(IMPORT, at=StagedHousehold)
def decide(staged_household: StagedHousehold) -> str:
    """Believe the roster about a household, or leave what is recorded."""
    form = DecisionForm.received()
    actions.decide(staged_household, form.take.data == "yes", by=me(), at=clock.now())
    return page_of(staged_household.job, part="conflict")


@bp.get("/imports/<uuid:roster_import_id>/unreadable.xlsx")
@page(IMPORT, at=RosterImport)
def unreadable_rows(roster_import: RosterImport) -> ResponseReturnValue:
    """The rows that could not go in, to correct and upload again."""
    rows = queries.unreadable_of(roster_import, size=queries.ALL).rows
    note = Note(me().name, format_date(clock.district_day(roster_import.created_at + KEPT_FOR)))
    answer = make_response(write_rows(roster_import, rows, note))
    batches.note_export(roster_import, len(rows), by=me(), at=clock.now())
    answer.headers.update({"Content-Type": XLSX, "Content-Disposition": 'attachment; filename="to-correct.xlsx"'})
    return answer


@bp.get("/remark-words")
@page(IMPORT)
def remark_words(form: WordForm | None = None) -> object:
    """Which words of a remark become which tags."""
    labels = {tag.value: tag.label for tag in Tag} | {"vacant": _("Nobody lives there")}
    return respond("places/imports/words.html", form=form or WordForm(), words=words_in_use(), labels=labels)


@bp.post("/remark-words")
@command(IMPORT, form=WordForm, page=remark_words)
def set_remark_word(form: WordForm) -> str:
    """Give a word a meaning, or none."""
    set_word(form.word.data, form.tag.data or None, by=me(), at=clock.now())
    flash(_("Saved. It counts from the next roster on."))
    return url_for("places.remark_words")
