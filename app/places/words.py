"""The words of places: tags of a household, reasons for a reveal, why something is refused, what was done."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.core.worded import Worded


class Tag(Worded):
    """What a household needs or must be asked about; the roster's word list (roster/tags.py) leads here.

    A vacant door is no tag but a time, `Household.vacant_at`.
    """

    LIVES_ALONE_OLD = "lives_alone_old", _l("Old and living alone")
    HARDSHIP = "hardship", _l("Hardship")
    FIVE_GUARANTEES = "five_guarantees", _l("Five guarantees")
    PREGNANT = "pregnant", _l("Pregnant")
    INFANT = "infant", _l("Infant")
    LEFT_BEHIND_CHILD = "left_behind_child", _l("Left-behind child")
    CHRONIC_ILLNESS = "chronic_illness", _l("Chronic illness")
    DISABLED = "disabled", _l("Disabled")
    RETURNED_FROM_WUHAN = "returned_from_wuhan", _l("Returned from Wuhan")
    LONG_ABSENT = "long_absent", _l("Long absent")

    @classmethod
    def labels(cls, tags: Iterable[str]) -> list[object]:
        """The words for stored tags, in the order of this list."""
        stored = set(tags)
        return [tag.label for tag in cls if tag.value in stored]


class Stored(Worded):
    """Words that are kept in the audit trail, where an older release may have left other ones."""

    @classmethod
    def label_of(cls, stored: str | None) -> object:
        """The word for a stored value; the value itself where it is none of ours."""
        return next((word.label for word in cls if word.value == stored), stored or "")


class Reason(Stored):
    """Why somebody must know who a resident is. Only the last two show the identity number."""

    CALL = "call", _l("Phone call")
    VISIT = "visit", _l("Visit or delivery")
    IDENTITY = "identity", _l("Identity check")
    TRACING = "tracing", _l("Contact tracing")


class No(Worded):
    """Why an intention about a household or a resident is refused, and what to do instead."""

    MERGED = "merged", _l("This door was merged with another one meanwhile. Open the one that stayed.")
    DOOR_TAKEN = "door-taken", _l("There is a household behind this door already. Open it, or merge the two.")
    VACANT_ALREADY = "vacant-already", _l("This door is marked as vacant already.")
    OCCUPIED_ALREADY = "occupied-already", _l("This door is marked as occupied already.")
    NOBODY = "nobody", _l("Nobody is listed behind this door, so there is nobody to move.")
    SAME_DOOR = "same-door", _l("This is the same door. Please give another one.")
    OTHER_COMPOUND = "other-compound", _l("Only doors of one compound can be merged. Move the people instead.")
    LEFT = "left", _l("This person has moved out meanwhile.")
    LISTED = "listed", _l("Somebody with this identity number is listed behind this door already.")


class Act(Stored):
    """What the audit trail of a household says was done."""

    ADDED = "places.household.added", _l("Added the household")
    CORRECTED = "places.household.corrected", _l("Corrected the household")
    VACATED = "places.household.vacated", _l("Marked the door as vacant")
    REOCCUPIED = "places.household.reoccupied", _l("Marked the door as occupied")
    MERGED = "places.household.merged", _l("Merged a double into this household")
    MOVED_AWAY = "places.residents.moved_away", _l("Moved people to another door")
    MOVED_IN = "places.residents.moved_in", _l("Moved people here from another door")
    RESIDENT_ADDED = "places.resident.added", _l("Added a person")
    RESIDENT_CORRECTED = "places.resident.corrected", _l("Corrected a person")
    RESIDENT_LEFT = "places.resident.left", _l("Noted that a person moved out")
    REVEALED = "places.resident.revealed", _l("Saw who a person is")
