"""Laying the demo into an empty database, whole or not at all."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app import audit
from app.access import unscoped
from app.accounts import SYSTEM, pins
from app.accounts.models import Person
from app.audit import writing
from app.core.refusal import Refusal
from app.demo import bulk
from app.demo.cast import PIN
from app.demo.gatekeeping import Gatekeeping
from app.demo.grids import draw_grids
from app.demo.layout import DISTRICT_ID, District, lay_out
from app.demo.plan import Plan
from app.demo.posts import set_up_posts
from app.demo.settling import settle
from app.demo.staff import man_the_district
from app.extensions import db
from app.org.models import Area


def seed(scale: float = 1.0, *, at: datetime) -> None:
    """Lay out the demo as it stands at `at` (`scale` 0.01: 260 households), in one transaction.

    Raises Refusal where the database holds anything already.
    """
    pin_hash = pins.hash_pin(PIN)
    district = lay_out(Plan().scaled(scale), at)
    with writing(), unscoped("the demo lays out a whole district"):
        must_be_empty()
        _fill(district, pin_hash)


def is_demo() -> bool:
    """Whether the database holds the demo: its root has a key that no other district's has."""
    return bool(db.session.scalar(select(exists().where(Area.id == DISTRICT_ID))))


def must_be_empty() -> None:
    """Refuse to mix invented people with anybody who is there."""
    if db.session.scalar(select(exists().select_from(Area))) or db.session.scalar(select(exists().select_from(Person))):
        raise Refusal("not-empty", _l("The database is not empty. The demo needs one of its own: nothing was changed."))


def _fill(district: District, pin_hash: str) -> None:
    bulk.add(district.areas())
    grids, posts = draw_grids(district), set_up_posts(district)
    roll = man_the_district(district, grids, posts, pin_hash)
    gatekeeping = Gatekeeping(district, posts, roll)
    counts = {"people": len(roll.people), "bindings": len(roll.bindings), "posts": len(posts)}
    audit.record("demo.district.seeded", district.root, by=SYSTEM, at=district.at, **counts)
    for site in district.sites:
        homes = settle(district, site)
        passages = gatekeeping.keep(site, homes)
        counts = {"households": len(site.doors), "passages": passages}
        audit.record("demo.site.seeded", site.area, by=SYSTEM, at=district.at, **counts)
