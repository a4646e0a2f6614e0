"""The page on which the order of a place stands, and a new version is issued."""

from flask import flash, url_for
from flask_babel import gettext as _

from app.access import Permission
from app.core import clock
from app.gates import bp
from app.gates.policies import queries
from app.gates.policies.actions import issue_policy
from app.gates.policies.forms import PolicyForm
from app.org.models import Area
from app.web import command, me, page, respond


@bp.get("/gates/areas/<uuid:area_id>/exit-policies")
@page(Permission.GATES_POLICY_ISSUE, at=Area)
def read_policies(area: Area, form: PolicyForm | None = None) -> object:
    """What holds in `area` now, what was issued for it, and the form for the next version."""
    now = clock.now()
    return respond(
        "gates/policies.html",
        area=area,
        form=form or PolicyForm(),
        order=queries.order_in_force(area, now),
        versions=queries.versions_of(area),
        now=now,
    )


@bp.post("/gates/areas/<uuid:area_id>/exit-policies")
@command(Permission.GATES_POLICY_ISSUE, at=Area, form=PolicyForm, page=read_policies)
def issue_exit_policy(area: Area, form: PolicyForm) -> str:
    """Issue the next version."""
    now = clock.now()
    issue_policy(area, form.terms(now), by=me(), at=now)
    flash(_("The order is issued. Every gate of this place shows it from its beginning on."), "success")
    return url_for("gates.read_policies", area_id=area.id)
