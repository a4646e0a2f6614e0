"""A decision in words: one big word, why, until when, and whether somebody else of the household may go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_skeleton
from flask_babel import get_locale
from flask_babel import gettext as _

from app.core import clock
from app.gates import bp
from app.gates.facts import Colour, Decision, Errand, Facts, Policy, Purpose
from app.gates.models import ExitPolicy, Passage
from app.gates.readings import COLD, FEVER, HIGHEST, LOWEST, spell_temperature
from app.gates.rules import policy_in_force
from app.gates.words import BECAUSE, FLAGS, METHODS, PURPOSES
from app.web.templating import masked

Words = Any  # what gettext gives


@dataclass(frozen=True)
class Verdict:
    """What the screen says of one decision."""

    colour: Colour
    word: str
    why: str = ""
    until: str = ""
    also: str = ""


def verdict(facts: Facts, errand: Errand, decision: Decision, now: datetime) -> Verdict:
    """The words for `decision`, which was made on `facts` for `errand` at `now`."""
    policy = policy_in_force(facts.policies, now)
    if decision.colour is Colour.GREEN:
        return Verdict(Colour.GREEN, _("May go"), _free(policy, facts, now), also=_back_by(decision))
    refused = decision.code and _refused(decision, facts, policy)
    if decision.colour is Colour.AMBER:
        asked = " ".join(_question(code) for code in decision.asks)
        return Verdict(Colour.AMBER, _("Ask first"), asked, _until(decision, now) if refused else "", refused)
    return Verdict(Colour.RED, _("Not yet"), refused, _until(decision, now), _others(decision))


@bp.app_template_filter("rule")
def spell_rule(order: ExitPolicy) -> Words:
    """The quota of an order in one short line."""
    if order.exits is None:
        return _("No limit on going out")
    if order.days == 1:
        return _("Exits each day: %(exits)s", exits=order.exits)
    return _("Exits in %(days)s days: %(exits)s", exits=order.exits, days=order.days)


@bp.app_template_global()
def temperature_limits() -> str:
    """Where a reading becomes doubtful, in tenths, for the page's script: lowest, cold, fever, highest."""
    return f"{LOWEST} {COLD} {FEVER} {HIGHEST}"


@bp.app_template_filter()
def time_out(passage: Passage, now: datetime) -> Words:
    """How long somebody has been out."""
    hours, minutes = divmod(int((now - passage.occurred_at).total_seconds()) // 60, 60)
    if hours:
        return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
    return _("%(minutes)s min", minutes=minutes)


@bp.app_template_filter()
def passage_line(passage: Passage, name: str) -> str:
    """A passage in one line: who (masked), how warm, what for, why."""
    first, second = passage.first, passage.second
    warm = [f"{spell_temperature(one.tenths)} {METHODS[one.method]}" for one in (first, second) if one]
    told = [passage.purpose and PURPOSES[passage.purpose], passage.because and BECAUSE[passage.because], passage.reason]
    mask = _("no mask") if passage.mask is False else ""
    return " · ".join(str(part) for part in (masked(name or ""), *warm, mask, *told) if part)


@bp.app_template_filter()
def gate_word(code: str) -> Words:
    """The word for a purpose or a flag."""
    return FLAGS.get(code) or PURPOSES[Purpose(code)]


def short_day(at: datetime) -> Words:
    """`2月5日`, in the reader's language."""
    return format_skeleton("MMMd", clock.district_time(at), locale=get_locale())


def day_and_time(at: datetime) -> str:
    """`2月5日 8:00`, in the reader's language."""
    return f"{short_day(at)} {short_time(at)}"


def short_time(at: datetime) -> str:
    """`0:00`: what is said aloud at a gate has no leading nought."""
    return f"{clock.district_time(at).hour}:{clock.district_time(at):%M}"


def _free(policy: Policy | None, facts: Facts, now: datetime) -> Words:
    if policy is None or policy.exits is None:
        return _("No limit is in force here.")
    first = clock.district_day(now) - timedelta(days=policy.days - 1)
    used = sum(clock.district_day(at) >= first for at in facts.exits)
    if used:
        return _("Used %(used)s of %(exits)s.", used=used, exits=policy.exits)
    return _("Nobody went shopping in these %(days)s days.", days=policy.days)


def _refused(decision: Decision, facts: Facts, policy: Policy | None) -> Words:
    if decision.code == "quota-used":
        last = max(facts.exits)
        return _("Somebody went shopping on %(day)s.", day=day_and_time(last))
    known = {
        "sealed": _("This building is sealed."),
        "closed-now": _("The gate is closed for shopping at this hour."),
        "no-exception": _("The order allows only shopping, illness, epidemic duty and essential work."),
    }
    return known[decision.code]


def _question(code: str) -> Words:
    known = {
        "vacant": _("Nobody is known to live here: who is this?"),
        "reason": _("Where to, and why today?"),
        "pass": _("The building is sealed: is there a pass?"),
        "still-out": _("Somebody of this household was never logged back: are they home?"),
        "stale": _("The list on this phone is old: ask for the last exit."),
        "other-compound": _("Not on the roster here: who is this, from which door?"),
        "clock": _("The clock of this phone is wrong: ask what day they last went out."),
    }
    return known[code]


def _until(decision: Decision, now: datetime) -> Words:
    at = decision.next_allowed_at
    if at is None:
        return _("until a new order")
    if clock.district_day(at) == clock.district_day(now):
        return _("from %(time)s", time=short_time(at))
    return _("from %(time)s", time=day_and_time(at))


def _others(decision: Decision) -> Words:
    if decision.other_member_may_go:
        return _("Somebody of this household may still go shopping.")
    return _("Nobody else of this household either.")


def _back_by(decision: Decision) -> Words:
    if decision.back_by is None:
        return ""
    return _("Back by %(time)s.", time=short_time(decision.back_by))
