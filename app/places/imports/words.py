"""The words of imports: jobs, stages, kinds of difference, what changes."""

from flask_babel import lazy_gettext as _l

from app.core.worded import Worded
from app.places.roster.diff import Kind


class Job(Worded):
    """What is being done with a roster."""

    READ = "read", _l("Reading the file")
    PUT = "put", _l("Putting households in")
    UNDO = "undo", _l("Taking households back")


class Stage(Worded):
    """How far a roster has come."""

    UPLOADED = "uploaded", _l("Columns to choose")
    WORKING = "working", _l("Working")
    READ = "read", _l("Waiting for your look")
    PUT = "put", _l("Put in")
    UNDONE = "undone", _l("Taken back")
    PURGED = "purged", _l("Closed")


KINDS = {
    Kind.NEW: _l("New"),
    Kind.CHANGED: _l("Changed"),
    Kind.CONFLICT: _l("Conflict"),
    Kind.SAME: _l("Unchanged"),
}


class Part(Worded):
    """A face of the comparison."""

    NEW = "new", _l("New")
    CHANGED = "changed", _l("Changed")
    CONFLICT = "conflict", _l("Conflict")
    UNREADABLE = "unreadable", _l("Unreadable")
    NOTES = "notes", _l("To check")
    GONE = "gone", _l("Not on the roster")
    SAME = "same", _l("Unchanged")


class Change(Worded):
    """What one line of a difference says."""

    ADDED = "added", _l("new person")
    NAME = "name", _l("name corrected")
    RELATION = "relation", _l("relation changed")
    SEX = "sex", _l("sex changed")
    ID_NUMBER = "id_number", _l("identity number changed")
    PHONE = "phone", _l("phone number changed")
    MISSING = "missing", _l("not on the roster, stays")
    ELSEWHERE = "elsewhere", _l("is recorded behind another door")
    OTHER_NUMBER = "other_number", _l("another identity number is recorded")
    REMARK = "remark", _l("remark")
    DECLARED_SIZE = "declared_size", _l("number of people")
    IS_TENANT = "is_tenant", _l("tenancy")
    VACANT = "vacant", _l("vacancy")
    TAG = "tag", _l("tag")


FIELDS = {
    "community": _l("Community"),
    "compound": _l("Compound"),
    "grid": _l("Grid"),
    "building": _l("Building"),
    "unit": _l("Unit"),
    "room": _l("Room"),
    "address": _l("Whole door or address"),
    "serial": _l("Serial number"),
    "head": _l("Head of household"),
    "name": _l("Name"),
    "relation": _l("Relation"),
    "sex": _l("Sex"),
    "id_number": _l("Identity number"),
    "phone": _l("Phone number"),
    "headcount": _l("Number of people"),
    "tenant": _l("Tenant"),
    "remark": _l("Remark"),
}
