"""May somebody of this household go out now? The one decision of a gate, as a pure function of plain facts.

The order of 1 February 2020: each household may send one person shopping once in two calendar days of
district time (an exit on the 1st allows the next on the 3rd at 00:00); illness, epidemic duty and work
in food shops and pharmacies go beside the quota, with a pass or a stated reason. Coming home is never
refused. The shape of facts and decision is told in `facts.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from app.core.clock import district_day
from app.gates.facts import (
    MINUTES_A_DAY,
    Decision,
    Direction,
    Errand,
    Facts,
    Knowledge,
    Policy,
    Purpose,
)

EXCEPTIONS = frozenset({Purpose.MEDICAL, Purpose.EPIDEMIC_DUTY, Purpose.ESSENTIAL_WORK})
STALE_AFTER = timedelta(minutes=60)
CLOCK_TOLERANCE = 5 * 60  # seconds a phone's clock may be off


def decide(facts: Facts, now: datetime) -> Decision:
    """Advise on `facts.errand` at `now` (aware). Never raises: what happens at a gate is recorded anyway."""
    if facts.errand.direction is Direction.IN:
        return Decision(asks=() if facts.outside else tuple(_identity_doubts(facts)))
    code = why_not(facts, now)
    asks = (*_identity_doubts(facts), *_knowledge_doubts(facts.knowledge, now), *_questions(facts, code, now))
    if not code:
        return Decision(asks=asks, back_by=_back_by(facts, now))
    return Decision(code, asks, _next_allowed(facts, now), _others_may(facts, now))


def policy_in_force(policies: tuple[Policy, ...], at: datetime) -> Policy | None:
    """The order that counts at `at`: the most specific in force, then the one that began later, then the last."""
    holding = [(p.depth, p.starts_at, place, p) for place, p in enumerate(policies) if p.holds(at)]
    return max(holding, key=lambda row: row[:3])[3] if holding else None


def why_not(facts: Facts, at: datetime) -> str:
    """The code that keeps the errand in at `at`, '' when it may go. The quota's days include that of `at`."""
    policy = policy_in_force(facts.policies, at)
    if policy is None or _is_excepted(facts, at):
        return ""
    if policy.sealed:
        return "sealed"
    if facts.errand.purpose is not Purpose.SHOPPING and policy.exits is not None:
        return "no-exception"
    first_day = district_day(at) - timedelta(days=policy.days - 1)
    used = sum(district_day(exit_at) >= first_day for exit_at in facts.exits)
    if policy.exits is not None and used >= policy.exits:
        return "quota-used"
    is_open = policy.minute(at, policy.opens) <= at < policy.minute(at, policy.closes)
    return "" if is_open else "closed-now"


def _is_excepted(facts: Facts, at: datetime) -> bool:
    """Whether a pass, or a purpose that needs only a reason, takes the errand out of the order."""
    return facts.errand.purpose in EXCEPTIONS or _has_pass(facts, at)


def _has_pass(facts: Facts, at: datetime) -> bool:
    purpose = facts.errand.purpose
    return any(p.purpose is purpose and p.starts_at <= at < p.ends_at for p in facts.passes)


def _identity_doubts(facts: Facts) -> Iterator[str]:
    if facts.vacant:
        yield "vacant"
    if not facts.knowledge.own_compound:
        yield "other-compound"


def _knowledge_doubts(knowledge: Knowledge, now: datetime) -> Iterator[str]:
    if knowledge.as_of is not None and now - knowledge.as_of > STALE_AFTER:
        yield "stale"
    if abs(knowledge.clock_offset) > CLOCK_TOLERANCE:
        yield "clock"


def _questions(facts: Facts, code: str, now: datetime) -> Iterator[str]:
    """What the guard must hear first: a reason beside the quota, a pass out of a sealed place, a missed return."""
    errand, policy = facts.errand, policy_in_force(facts.policies, now)
    if policy and errand.purpose in EXCEPTIONS and not _has_pass(facts, now):
        if policy.sealed:
            yield "pass"
        if not errand.reason:
            yield "reason"
    shopping = errand.purpose is Purpose.SHOPPING
    if shopping and not code and any(one.purpose is Purpose.SHOPPING for one in facts.outside):
        yield "still-out"


def _others_may(facts: Facts, now: datetime) -> bool:
    """Under a household quota a refusal holds for everybody; only a refused purpose leaves shopping open."""
    return not why_not(replace(facts, errand=Errand()), now)


def _next_allowed(facts: Facts, now: datetime) -> datetime | None:
    """The first moment after `now` at which the same errand may go, or None: not before a new order."""
    return next((at for at in _turning_points(facts, now) if not why_not(facts, at)), None)


def _turning_points(facts: Facts, now: datetime) -> list[datetime]:
    """Every moment at which an answer can turn: an order's or pass's edge, a midnight, an opening hour."""
    edges = {now, *(edge for p in facts.policies for edge in (p.starts_at, p.ends_at) if edge)}
    edges |= {*facts.exits, *(p.starts_at for p in facts.passes)}
    days = range(1 + max((p.days for p in facts.policies), default=0))
    mornings = {
        p.minute(edge + timedelta(days=n), minute)
        for edge in edges for n in days for p in facts.policies for minute in (0, p.opens)
    }  # fmt: skip
    return sorted(at for at in edges | mornings if at > now)


def _back_by(facts: Facts, now: datetime) -> datetime | None:
    """When a shopper must be back: after the longest time out, and before the gate closes."""
    policy = policy_in_force(facts.policies, now)
    if policy is None or facts.errand.purpose is not Purpose.SHOPPING:
        return None
    limits = [now + timedelta(minutes=policy.longest_out)] if policy.longest_out else []
    if policy.closes < MINUTES_A_DAY:
        limits.append(policy.minute(now, policy.closes))
    return min(limits, default=None)
