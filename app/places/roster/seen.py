"""Which doors and people the file has named so far, in little memory: only hashes are kept."""

from app.places.roster.entries import Person

DoorKey = tuple[str, str]


class Seen:
    """Tells first mentions from repeated ones, across all sheets of a file."""

    def __init__(self) -> None:
        self._doors: set[int] = set()
        self._people: set[int] = set()

    def door(self, key: DoorKey) -> bool:
        """Whether this door was named before; from now on it was."""
        met = hash(key) in self._doors
        self._doors.add(hash(key))
        return met

    def person(self, key: DoorKey, person: Person) -> bool:
        """Whether this person was named at this door before; from now on they were.

        The same name is the same person unless both rows give an identity number and these differ.
        """
        any_of_name, this_one, without = ((key, person.name, tail) for tail in ("?", person.id_number, ""))
        met = hash(any_of_name) in self._people
        if person.id_number and met:
            met = hash(this_one) in self._people or hash(without) in self._people
        self._people |= {hash(any_of_name), hash(this_one)}
        return met
