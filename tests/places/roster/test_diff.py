"""A roster against what is known: new, changed, same, conflict; nothing is ever erased."""

import uuid

import pytest

from app.places.doors import read_door
from app.places.roster.diff import Elsewhere, Kind, Known, KnownPerson, compare
from app.places.roster.entries import Household, Person

ADA, BEN = "11010519491231002X", "421121197710113084"
KEY = uuid.uuid4()


def household(*people: Person, **facts) -> Household:
    return Household("翡翠一品", read_door("3-2-501"), people=list(people), **facts)


def known(*people: KnownPerson, **facts) -> Known:
    return Known(people, **facts)


def test_a_door_nobody_knows_is_new():
    difference = compare(household(Person("张三"), tags=("hardship", "vacant")), None)
    assert (difference.kind, [person.name for person in difference.added]) == (Kind.NEW, ["张三"])
    assert difference.tags == ("hardship",)


def test_the_same_again_changes_nothing():
    person = Person("张三", "户主", "male", ADA, "13890565072")
    record = KnownPerson("张三", "户主", "male", ADA, "13890565072", KEY)
    said = household(person, remark="低保户", headcount=1, tenant=False, tags=("hardship",))
    recorded = known(record, remark="低保户", headcount=1, tenant=False, tags=frozenset({"hardship", "infant"}))
    difference = compare(said, recorded, {ADA: Elsewhere(uuid.uuid4(), "1-1-101")})
    assert difference.kind is Kind.SAME
    assert (difference.added, difference.changed, difference.facts, difference.tags) == ([], [], {}, ())


@pytest.mark.parametrize(
    ("person", "record", "fresh"),
    [
        (Person("张三", phone="13890565072"), KnownPerson("张三", id=KEY), {"phone": "13890565072"}),
        (Person("张三", id_number=ADA), KnownPerson("张三", id=KEY), {"id_number": ADA}),
        (Person("张三丰", id_number=ADA), KnownPerson("张三", id_number=ADA, id=KEY), {"name": "张三丰"}),
        (Person("张三", "户主"), KnownPerson("张三", "本人", id=KEY), {"relation": "户主"}),
    ],
)
def test_what_the_roster_knows_better_is_changed(person, record, fresh):
    difference = compare(household(person), known(record))
    assert (difference.kind, difference.changed) == (Kind.CHANGED, [(record, fresh)])


def test_empty_cells_never_erase_what_is_known():
    record = KnownPerson("张三", "户主", "male", ADA, "13890565072", KEY)
    difference = compare(household(Person("张三")), known(record, remark="低保户", headcount=3, tenant=True))
    assert difference.kind is Kind.SAME


def test_people_missing_from_the_roster_are_named_and_stay():
    record = KnownPerson("李四", id=KEY)
    difference = compare(household(), known(record))
    assert (difference.kind, difference.missing) == (Kind.SAME, [record])


def test_a_remark_is_added_to_what_was_remarked_before():
    difference = compare(household(remark="孕妇"), known(remark="有狗"))
    assert difference.facts == {"remark": "有狗\n孕妇"}


def test_another_number_for_the_same_name_is_a_conflict_until_somebody_believes_the_roster():
    record = KnownPerson("张三", id_number=ADA, id=KEY)
    said = household(Person("张三", id_number=BEN))
    difference = compare(said, known(record))
    assert (difference.kind, difference.changed, difference.conflicts[0].known) == (Kind.CONFLICT, [], record)
    taken = compare(said, known(record), take=True)
    assert (taken.kind, taken.changed) == (Kind.CHANGED, [(record, {"id_number": BEN})])


def test_somebody_recorded_behind_another_door_is_a_conflict_until_somebody_believes_the_roster():
    place = Elsewhere(KEY, "1-1-101")
    said = household(Person("张三", id_number=ADA), Person("李四"))
    difference = compare(said, None, {ADA: place})
    assert difference.kind is Kind.CONFLICT
    assert [person.name for person in difference.added] == ["李四"]
    assert difference.conflicts[0].elsewhere == place
    taken = compare(said, None, {ADA: place}, take=True)
    assert (taken.kind, taken.moved, len(taken.added)) == (Kind.NEW, [KEY], 2)


def test_two_people_of_one_name_are_told_apart_by_their_numbers():
    record = KnownPerson("张三", id_number=ADA, id=KEY)
    difference = compare(household(Person("张三", id_number=BEN), Person("张三", id_number=ADA)), known(record))
    assert difference.kind is Kind.CHANGED
    assert [person.id_number for person in difference.added] == [BEN]
    assert difference.conflicts == []


@pytest.mark.parametrize(
    ("people", "tags", "was_vacant", "facts"),
    [
        ([], ("vacant",), False, {"vacant": True}),
        ([], ("vacant",), True, {}),
        ([Person("张三")], (), True, {"vacant": False}),
        ([Person("张三")], ("vacant",), False, {}),
    ],
)
def test_vacancy_follows_the_roster_only_where_nobody_is_named(people, tags, was_vacant, facts):
    assert compare(household(*people, tags=tags), known(vacant=was_vacant)).facts == facts
