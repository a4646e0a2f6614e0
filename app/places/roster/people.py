"""The people a row names, and what is wrong with their cells."""

from app.places.roster.cells import (
    NAME_LENGTH,
    is_head,
    read_headcount,
    read_id_number,
    read_names,
    read_phone,
    read_sex,
)
from app.places.roster.entries import Person, Problem
from app.places.roster.lines import Line


def read_people(line: Line) -> tuple[list[Person], list[Problem]]:
    """The people of a row: numbers belong to the first, and a wrong number is left out and reported."""
    names = read_names(line.own("name"))
    relation = line["relation"]
    if not names and (not relation or is_head(relation)):
        names = read_names(line.own("head"))
        relation = relation or ("户主" if names else "")
    phone, phone_problem = read_phone(line.own("phone"))
    number, number_problem = read_id_number(line.own("id_number"))
    problems = [
        Problem(code, field, line.columns.get(field))
        for field, code in (("id_number", number_problem), ("phone", phone_problem))
        if code
    ]
    if line["headcount"] and read_headcount(line["headcount"]) is None:
        problems.append(Problem("headcount_unclear", "headcount", line.columns["headcount"]))
    people = [Person(name) for name in names]
    if people:
        people[0] = Person(names[0], relation[:20], read_sex(line.own("sex")), number, phone)
    return people, problems


def too_long(people: list[Person], line: Line) -> Problem | None:
    """A name no register can hold: the row is not what it seems."""
    if any(len(person.name) > NAME_LENGTH for person in people):
        return Problem("name_too_long", "name", line.columns.get("name", line.columns.get("head")))
    return None
