"""Every permission there is: `scope:resource:action`. docs/roles.md shows who has which."""

from enum import StrEnum


class Permission(StrEnum):
    """What a door may ask for. SELF is what everybody signed in may do with their own account."""

    SELF = "self"
    GATES_VIEW = "gates:view"
    GATES_PASSAGE_RECORD = "gates:passage:record"
    GATES_PASSAGE_CORRECT = "gates:passage:correct"
    GATES_POLICY_ISSUE = "gates:policy:issue"
    PLACES_VIEW = "places:view"
    PLACES_HOUSEHOLD_EDIT = "places:household:edit"
    PLACES_RESIDENT_REVEAL = "places:resident:reveal"
    PLACES_ROSTER_IMPORT = "places:roster:import"
    TERRITORY_VIEW = "territory:view"
    TERRITORY_AREA_EDIT = "territory:area:edit"
    TERRITORY_BIND = "territory:bind"
    TERRITORY_PERSON_EDIT = "territory:person:edit"
    AUDIT_VIEW = "audit:view"
