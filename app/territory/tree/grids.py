"""Grids: the second grouping of a community's buildings."""

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _

from app.core import clock
from app.org import tree
from app.org.models import Area, Grid
from app.territory import bp
from app.territory.duty.queries import lines_at
from app.territory.tree.forms import CellsForm, GridForm
from app.territory.tree.queries import cells_in
from app.territory.tree.views import EDIT, VIEW, page_of
from app.web import command, me, page, respond


@bp.get("/grids/<uuid:grid_id>")
@page(VIEW, at=Grid)
def grid(grid: Grid, form: CellsForm | None = None) -> object:
    """One grid: who answers for it, and what it holds."""
    form, now = form or CellsForm(), clock.now()
    form.prepare(grid=grid)
    held: dict[str, Any] = {"lines": lines_at(grid, now), "cells": cells_in(grid, now)}
    return respond("territory/grid.html", grid=grid, form=form, **held)


@bp.get("/places/<uuid:area_id>/grids/new")
@page(EDIT, at=Area)
def new_grid(area: Area, form: GridForm | None = None) -> object:
    """The form: a name and what the grid holds."""
    form = form or GridForm()
    form.prepare(area=area)
    return respond("territory/grid_new.html", area=area, form=form)


@bp.post("/places/<uuid:area_id>/grids")
@command(EDIT, at=Area, form=GridForm, page=new_grid)
def open_grid(area: Area, form: GridForm) -> str:
    """Draw a grid."""
    drawn = tree.open_grid(form.name.data, area, form.chosen(), by=me(), at=clock.now())
    flash(_("%(name)s is drawn.", name=drawn.name))
    return url_for("territory.grid", grid_id=drawn.id)


@bp.post("/grids/<uuid:grid_id>/buildings")
@command(EDIT, at=Grid, form=CellsForm, page=grid)
def regroup(grid: Grid, form: CellsForm) -> str:
    """From now on the grid holds what is ticked."""
    tree.regroup(grid, form.chosen(), by=me(), at=clock.now())
    flash(_("%(name)s is regrouped.", name=grid.name))
    return url_for("territory.grid", grid_id=grid.id)


@bp.post("/grids/<uuid:grid_id>/closure")
@command(EDIT, at=Grid)
def close_grid(grid: Grid) -> str:
    """Dissolve a grid."""
    tree.close_grid(grid, by=me(), at=clock.now())
    flash(_("%(name)s is closed.", name=grid.name))
    return page_of(grid.area)
