"""Rows of the same door, gathered to a household."""

from collections.abc import Iterator

from app.places.roster.cells import read_headcount, read_names, read_tenant
from app.places.roster.doorways import Place
from app.places.roster.entries import Household, Person, Problem, Tally
from app.places.roster.lines import Line
from app.places.roster.seen import Seen
from app.places.roster.tags import Words, read_tags

REMARK_LENGTH = 500


class Gathering:
    """Takes rows in order, and hands out a household when the next door begins."""

    def __init__(self, tally: Tally, seen: Seen, words: Words) -> None:
        self._tally, self._seen, self._words = tally, seen, words
        self._open: Household | None = None
        self._head = ""

    def add(self, place: Place, line: Line, people: list[Person], problems: list[Problem]) -> Iterator[Household]:
        """Take a row; yields the household before it when this one begins another."""
        household = self._open
        if household is None or (household.compound, household.door) != place:
            yield from self.close()
            household = self._open = self._begin(place, line)
        first = not household.rows and not household.again
        fresh = [self._join(household, person) for person in people]
        told = self._describe(household, line)
        if first or any(fresh) or (told and not people):
            self._tally.used += 1
        else:
            self._tally.repeated += 1
        household.rows.append(line.row.number)
        household.problems += [(line.row.number, problem) for problem in problems]

    def close(self) -> Iterator[Household]:
        """Hand out the household gathered so far, with its head, and its tags."""
        if household := self._open:
            self._open = None
            if self._head and self._head not in {person.name for person in household.people}:
                self._join(household, Person(self._head, "户主"))
            household.tags = read_tags(household.remark, self._words)
            yield household

    def _begin(self, place: Place, line: Line) -> Household:
        household = Household(*place, line.row.sheet, line["community"], line["grid"])
        household.again = self._seen.door(_key(household))
        self._tally.households += not household.again
        self._head = next(iter(read_names(line["head"])), "")
        return household

    def _join(self, household: Household, person: Person) -> bool:
        """Add somebody to the household; whether they were not in the file before."""
        met = self._seen.person(_key(household), person)
        known = next((other for other in household.people if met and other.name == person.name), None)
        if known:
            known.complete(person)
        else:
            household.people.append(person)
        self._tally.people += not met
        return not met

    def _describe(self, household: Household, line: Line) -> bool:
        """Take what the row says of the whole household; whether that is anything new."""
        before = household.remark, household.headcount, household.tenant
        said = [line["remark"], "" if read_names(line["name"]) else line["name"]]
        for text in said:
            if text and text not in household.remark:
                household.remark = "；".join(filter(None, (household.remark, text)))[:REMARK_LENGTH]
        household.headcount = household.headcount or read_headcount(line["headcount"])
        if household.tenant is None:
            household.tenant = read_tenant(line["tenant"])
        return before != (household.remark, household.headcount, household.tenant)


def _key(household: Household) -> tuple[str, str]:
    """Where no compound is named, equal doors of two sheets are not taken for one."""
    return household.compound or f"sheet:{household.sheet}", household.door.label
