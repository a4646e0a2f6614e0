"""Walking the tree, and changing it: places opened, renamed, closed."""

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _

from app.access import Permission, may
from app.core import clock
from app.org.models import Area
from app.org.queries import bindings_held, lineage_of
from app.org.tree import rename_area
from app.territory import bp
from app.territory.duty.queries import who_answers
from app.territory.duty.vacancies import count_vacancies
from app.territory.people.queries import count_people
from app.territory.reach import roles_given_at
from app.territory.tree import actions, queries
from app.territory.tree.forms import NameForm, PartsForm
from app.web import command, me, page, respond

VIEW, EDIT = Permission.TERRITORY_VIEW, Permission.TERRITORY_AREA_EDIT


def page_of(area: Area) -> str:
    """The url of a place."""
    return url_for("territory.area", area_id=area.id)


@bp.get("/places")
@page(VIEW)
def my_places() -> object:
    """What I am bound to."""
    now, actor = clock.now(), me()
    bindings = bindings_held(actor.id, now) if actor.id else []
    cells = {binding.grid_id: queries.cells_in(binding.grid, now) for binding in bindings if binding.grid}
    leads = may(Permission.TERRITORY_BIND)
    figures: dict[str, Any] = {"vacant": sum(count_vacancies(now).values()), "staff": count_people()} if leads else {}
    return respond("territory/my_places.html", bindings=bindings, cells=cells, leads=leads, **figures)


@bp.get("/places/<uuid:area_id>")
@page(VIEW, at=Area)
def area(area: Area) -> object:
    """A place: who answers for it on three levels, what is vacant, what lies in it."""
    now = clock.now()
    inside: dict[str, Any] = {"parts": queries.parts_of(area, now), "posts": queries.posts_of(area)}
    inside |= {"grids": queries.grids_of(area), "households": queries.count_households(area)}
    inside |= {"way": queries.way_down(lineage_of(area)), "given": roles_given_at(area)}
    return respond("territory/area.html", area=area, levels=who_answers(area, now), **inside)


@bp.get("/places/<uuid:area_id>/parts/new")
@page(EDIT, at=Area)
def new_parts(area: Area, form: PartsForm | None = None) -> object:
    """The form: places to open inside this one."""
    form = form or PartsForm()
    form.prepare(area=area)
    return respond("territory/parts_new.html", area=area, form=form)


@bp.post("/places/<uuid:area_id>/parts")
@command(EDIT, at=Area, form=PartsForm, page=new_parts)
def open_parts(area: Area, form: PartsForm) -> str:
    """Open places inside this one."""
    names = form.lines()
    actions.open_areas(form.kind.data, names, area, by=me(), at=clock.now())
    flash(_("Opened: %(names)s", names="、".join(names[:5]) + ("…" if len(names) > 5 else "")))
    return page_of(area)


@bp.get("/places/<uuid:area_id>/name")
@page(EDIT, at=Area)
def name(area: Area, form: NameForm | None = None) -> object:
    """The form: a better name."""
    return respond("territory/name.html", area=area, form=form or NameForm(name=area.name))


@bp.post("/places/<uuid:area_id>/name")
@command(EDIT, at=Area, form=NameForm, page=name)
def rename(area: Area, form: NameForm) -> str:
    """Rename a place."""
    rename_area(area, form.name.data, by=me(), at=clock.now())
    flash(_("The name is %(name)s now.", name=area.name))
    return page_of(area)


@bp.post("/places/<uuid:area_id>/closure")
@command(EDIT, at=Area)
def close(area: Area) -> str:
    """Close a place."""
    actions.close_area(area, by=me(), at=clock.now())
    flash(_("%(name)s is closed.", name=area.name))
    return url_for("territory.my_places")
