"""Posts: where temperatures are taken, people are persuaded to turn back, patrols start."""

from flask import flash, url_for
from flask_babel import gettext as _

from app.core import clock
from app.org import tree
from app.org.models import Area, Checkpoint
from app.org.words import CheckpointKind
from app.territory import bp
from app.territory.duty.queries import lines_at
from app.territory.tree.forms import PostForm
from app.territory.tree.views import EDIT, VIEW, page_of
from app.web import command, me, page, respond


@bp.get("/posts/<uuid:checkpoint_id>")
@page(VIEW, at=Checkpoint)
def post(checkpoint: Checkpoint) -> object:
    """One post and who stands there."""
    return respond("territory/post.html", post=checkpoint, lines=lines_at(checkpoint, clock.now()))


@bp.get("/places/<uuid:area_id>/posts/new")
@page(EDIT, at=Area)
def new_post(area: Area, form: PostForm | None = None) -> object:
    """The form: what for, and what it is called."""
    return respond("territory/post_new.html", area=area, form=form or PostForm())


@bp.post("/places/<uuid:area_id>/posts")
@command(EDIT, at=Area, form=PostForm, page=new_post)
def open_post(area: Area, form: PostForm) -> str:
    """Set up a post."""
    kind = CheckpointKind(form.kind.data)
    checkpoint = tree.open_checkpoint(kind, form.name.data, area, by=me(), at=clock.now())
    flash(_("%(name)s is set up.", name=checkpoint.name))
    return url_for("territory.post", checkpoint_id=checkpoint.id)


@bp.post("/posts/<uuid:checkpoint_id>/closure")
@command(EDIT, at=Checkpoint)
def close_post(checkpoint: Checkpoint) -> str:
    """Take a post down."""
    tree.close_checkpoint(checkpoint, by=me(), at=clock.now())
    flash(_("%(name)s is closed.", name=checkpoint.name))
    return page_of(checkpoint.area)
