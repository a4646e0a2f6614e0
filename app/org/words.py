"""The words of the district's order (绑定法): kinds of area, kinds of post, roles."""

from flask_babel import lazy_gettext as _l

from app.core.worded import Worded


class AreaKind(Worded):
    """What a node of the tree is, from the top down."""

    DISTRICT = "district", _l("District")
    COMMUNITY = "community", _l("Community")
    COMPOUND = "compound", _l("Compound")
    GROUP = "group", _l("Resident group")
    BUILDING = "building", _l("Building")


BELOW = {
    AreaKind.DISTRICT: (AreaKind.COMMUNITY,),
    AreaKind.COMMUNITY: (AreaKind.COMPOUND, AreaKind.GROUP),
    AreaKind.COMPOUND: (AreaKind.BUILDING,),
    AreaKind.GROUP: (AreaKind.BUILDING,),
    AreaKind.BUILDING: (),
}


class CheckpointKind(Worded):
    """What a post is for."""

    TEMPERATURE = "temperature", _l("Temperature checkpoint")
    PERSUASION = "persuasion", _l("Persuasion post")
    PATROL_BASE = "patrol_base", _l("Patrol base")


class Role(Worded):
    """What a person is bound to a place as; app/access/roles.py says what each may do."""

    GUARD = "guard", _l("Guard")
    VOLUNTEER = "volunteer", _l("Volunteer")
    GRID_WORKER = "grid_worker", _l("Grid worker")
    COMMUNITY_CADRE = "community_cadre", _l("Community cadre")
    COMMUNITY_LEAD = "community_lead", _l("Community lead")
    BOUND_CADRE = "bound_cadre", _l("Bound cadre")
    DOCTOR = "doctor", _l("Doctor")
    COUNSELLOR = "counsellor", _l("Counsellor")
    PROPERTY_MANAGER = "property_manager", _l("Property manager")
    INSPECTOR = "inspector", _l("Inspector")
    HEADQUARTERS = "headquarters", _l("Headquarters")
    ADMINISTRATOR = "administrator", _l("Administrator")
