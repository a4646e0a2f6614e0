"""The order of bindings (绑定法) as tables: who is expected where, who may be bound to what, who gives which role.

Facts in, answers out; the words for a refusal are said by the actions.
"""

from dataclasses import dataclass

from app.org.words import AreaKind, CheckpointKind, Role

GRID = "grid"
Kind = AreaKind | CheckpointKind | str


@dataclass(frozen=True)
class Seat:
    """A role that somebody must hold at every place of a kind; where nobody does, the gap shows."""

    role: Role
    at: Kind

    @property
    def key(self) -> str:
        """The seat as one word, for a url."""
        return f"{self.role}-{self.at}"


SEATS = (
    Seat(Role.HEADQUARTERS, AreaKind.DISTRICT),
    Seat(Role.COMMUNITY_LEAD, AreaKind.COMMUNITY),
    Seat(Role.GRID_WORKER, GRID),
    Seat(Role.BOUND_CADRE, AreaKind.COMPOUND),
    Seat(Role.BOUND_CADRE, AreaKind.GROUP),
    Seat(Role.PROPERTY_MANAGER, AreaKind.COMPOUND),
    Seat(Role.GUARD, CheckpointKind.TEMPERATURE),
)

_HOMES = (AreaKind.COMPOUND, AreaKind.GROUP)

FITS: dict[Role, tuple[Kind, ...]] = {
    Role.HEADQUARTERS: (AreaKind.DISTRICT,),
    Role.ADMINISTRATOR: (AreaKind.DISTRICT,),
    Role.COMMUNITY_LEAD: (AreaKind.COMMUNITY,),
    Role.COMMUNITY_CADRE: (AreaKind.COMMUNITY,),
    Role.GRID_WORKER: (GRID,),
    Role.BOUND_CADRE: (AreaKind.COMMUNITY, *_HOMES, AreaKind.BUILDING),
    Role.PROPERTY_MANAGER: (AreaKind.COMPOUND,),
    Role.GUARD: (*_HOMES, *CheckpointKind),
    Role.VOLUNTEER: (AreaKind.COMMUNITY, *_HOMES, AreaKind.BUILDING, *CheckpointKind),
    Role.DOCTOR: (AreaKind.DISTRICT, AreaKind.COMMUNITY),
    Role.COUNSELLOR: (AreaKind.DISTRICT, AreaKind.COMMUNITY),
    Role.INSPECTOR: (AreaKind.DISTRICT, AreaKind.COMMUNITY),
}
"""Where a role may be bound; also the order in which those who answer for a place are named."""

GIVES: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.HEADQUARTERS: frozenset(Role) - {Role.ADMINISTRATOR},
    Role.COMMUNITY_LEAD: frozenset(Role) - {Role.ADMINISTRATOR, Role.HEADQUARTERS, Role.INSPECTOR},
}
"""Who gives (and ends) which role, inside their own places. Nobody appoints those who inspect them."""


def fits(role: Role, kind: Kind) -> bool:
    """Whether somebody may be bound to a place of `kind` as `role`."""
    return kind in FITS[role]


def given_by(roles: set[Role]) -> frozenset[Role]:
    """The roles that somebody who holds `roles` may give."""
    return frozenset().union(*(GIVES.get(role, frozenset()) for role in roles))


def seats_at(kind: Kind) -> list[Role]:
    """The roles expected at a place of `kind`."""
    return [seat.role for seat in SEATS if seat.at == kind]


def rank(role: Role) -> int:
    """The place of `role` in the order of naming."""
    return list(FITS).index(role)
