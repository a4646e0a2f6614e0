"""Invented households, in the very shape in which the roster reader hands out real ones."""

from collections.abc import Iterable, Iterator
from random import Random

from app.demo.people_names import family_name, full_name, given_name, phone
from app.places.doors import Door
from app.places.roster.entries import Household, Person
from app.places.roster.tags import read_tags

VACANT, TENANTS, REMARKED = 0.02, 0.12, 0.07
SIZES = (1, 2, 3, 4, 5, 6)
SIZE_WEIGHTS = (14, 29, 27, 18, 9, 3)
"""2.88 people to a lived-in home, 2.8 to a door."""
RELATIONS = {
    1: (("户主",),),
    2: (("户主", "配偶"), ("户主", "配偶"), ("户主", "女儿"), ("户主", "母亲")),
    3: (("户主", "配偶", "儿子"), ("户主", "配偶", "女儿")),
    4: (("户主", "配偶", "儿子", "女儿"), ("户主", "配偶", "儿子", "母亲")),
    5: (("户主", "配偶", "女儿", "父亲", "母亲"), ("户主", "配偶", "儿子", "女儿", "母亲")),
    6: (("户主", "配偶", "儿子", "女儿", "父亲", "母亲"),),
}
SEX = {"儿子": "male", "女儿": "female", "父亲": "male", "母亲": "female"}
REMARKS = (
    "独居老人",
    "低保户",
    "孕妇",
    "慢性病（高血压）",
    "慢性病（糖尿病）",
    "残疾",
    "武汉返乡",
    "长期在外",
    "有婴儿",
)
WITH_PHONE = {"户主": 1.0, "配偶": 0.7, "儿子": 0.3, "女儿": 0.3, "父亲": 0.4, "母亲": 0.4}


def families(doors: Iterable[Door], random: Random) -> Iterator[Household]:
    """Somebody behind every door, or nobody behind a few."""
    for door in doors:
        home = Household("", door, tenant=random.random() < TENANTS)
        if random.random() < VACANT:
            home.remark = "空户"
        else:
            home.people = family(random)
            home.remark = random.choice(REMARKS) if random.random() < REMARKED else ""
        home.tags = read_tags(home.remark)
        yield home


def family(random: Random) -> list[Person]:
    """The people of one home, the head first; children and the head's father carry the father's name."""
    size = random.choices(SIZES, SIZE_WEIGHTS)[0]
    name, sex = full_name(random)
    people = [Person(name, "户主", sex, phone=_phone(random, "户主"))]
    for relation in random.choice(RELATIONS[size])[1:]:
        theirs = SEX.get(relation) or ("female" if sex == "male" else "male")
        inherits = relation in ("儿子", "女儿", "父亲")
        surname = name[0] if inherits else family_name(random)
        people.append(Person(surname + given_name(random, theirs), relation, theirs, phone=_phone(random, relation)))
    return people


def _phone(random: Random, relation: str) -> str:
    return phone(random.randrange(10**7, 10**8)) if random.random() < WITH_PHONE[relation] else ""
