"""Entries of a roster as JSON that is sealed, and what a difference says, line by line."""

from dataclasses import asdict
from typing import Any

from app.places.doors import Door
from app.places.imports.words import Change
from app.places.roster.diff import Difference
from app.places.roster.entries import Household, Person, Problem, Unreadable

Line = tuple[str, str, str]
"""A change, the name it is about, and a detail."""


def pack(household: Household, difference: Difference) -> dict[str, Any]:
    """A household and its difference as JSON can hold them."""
    return {"household": asdict(household), "lines": lines_of(difference)}


def unpack(content: dict[str, Any]) -> Household:
    """The household again."""
    said = dict(content["household"])
    said["door"] = Door(**said["door"])
    said["people"] = [Person(**person) for person in said["people"]]
    said["problems"] = [(row, Problem(**problem)) for row, problem in said["problems"]]
    said["tags"] = tuple(said["tags"])
    return Household(**said)


def pack_row(row: Unreadable) -> dict[str, Any]:
    """An unreadable row as JSON can hold it."""
    return {"problems": [asdict(problem) for problem in row.problems], "cells": list(row.cells)}


def problems_of(content: dict[str, Any]) -> list[Problem]:
    """What is wrong with the row."""
    return [Problem(**problem) for problem in content["problems"]]


def lines_of(difference: Difference) -> list[Line]:
    """What would change, and what contradicts itself."""
    lines: list[Line] = [(Change.ADDED, person.name, person.relation) for person in difference.added]
    lines += [(Change(name), record.name, "") for record, fresh in difference.changed for name in fresh]
    for person, _, place in difference.conflicts:
        lines.append((Change.ELSEWHERE if place else Change.OTHER_NUMBER, person.name, place.label if place else ""))
    lines += [(Change(name), "", "") for name in difference.facts]
    lines += [(Change.TAG, "", tag) for tag in difference.tags]
    return lines + [(Change.MISSING, record.name, record.relation) for record in difference.missing]
