"""What each role may do where it is bound. The table for people is docs/roles.md, written from this one."""

from app.access.permissions import Permission as P
from app.org.words import Role

_SEES_PLACES = {P.TERRITORY_VIEW, P.PLACES_VIEW}
_KEEPS_DOORS = _SEES_PLACES | {P.PLACES_HOUSEHOLD_EDIT, P.PLACES_RESIDENT_REVEAL, P.GATES_VIEW}
_MINDS_A_GATE = {P.GATES_VIEW, P.GATES_PASSAGE_RECORD, P.GATES_PASSAGE_CORRECT}
_LEADS = {
    *_KEEPS_DOORS,
    *_MINDS_A_GATE,
    P.GATES_POLICY_ISSUE,
    P.PLACES_ROSTER_IMPORT,
    P.TERRITORY_AREA_EDIT,
    P.TERRITORY_BIND,
    P.TERRITORY_PERSON_EDIT,
    P.AUDIT_VIEW,
}

ROLES: dict[Role, frozenset[P]] = {
    role: frozenset(permissions)
    for role, permissions in {
        Role.GUARD: {P.TERRITORY_VIEW} | _MINDS_A_GATE,
        Role.VOLUNTEER: {P.TERRITORY_VIEW, P.GATES_VIEW},
        Role.GRID_WORKER: _KEEPS_DOORS,
        Role.COMMUNITY_CADRE: _KEEPS_DOORS | _MINDS_A_GATE | {P.PLACES_ROSTER_IMPORT},
        Role.COMMUNITY_LEAD: _LEADS,
        Role.BOUND_CADRE: _SEES_PLACES | _MINDS_A_GATE | {P.PLACES_RESIDENT_REVEAL},
        Role.DOCTOR: set(),
        Role.COUNSELLOR: set(),
        Role.PROPERTY_MANAGER: {P.TERRITORY_VIEW} | _MINDS_A_GATE,
        Role.INSPECTOR: {P.TERRITORY_VIEW, P.GATES_VIEW},
        Role.HEADQUARTERS: _LEADS,
        Role.ADMINISTRATOR: _LEADS,
    }.items()
}


def holders(permission: P) -> frozenset[Role]:
    """The roles that have `permission`."""
    return frozenset(role for role, has in ROLES.items() if permission in has)
