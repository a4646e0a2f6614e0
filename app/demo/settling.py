"""Households and residents as the roster tells them, put in site by site."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from app.demo import bulk
from app.demo.chance import chance, new_ids
from app.demo.families import families
from app.demo.layout import District, Site
from app.demo.outings import Home
from app.places.models import Household, HouseholdTag, Resident
from app.places.names import spell
from app.places.roster import entries
from app.places.words import Tag


def settle(district: District, site: Site) -> list[Home]:
    """Put everybody of `site` behind their doors; returns the homes in which somebody lives."""
    told = site.roster or list(families(site.doors, chance("families", site.number)))
    ids = new_ids(district.began, site.number)
    households = [_household(next(ids), site, home, district.began) for home in told]
    residents = [
        [_resident(next(ids), household, place, person) for place, person in enumerate(home.people)]
        for household, home in zip(households, told, strict=True)
    ]
    bulk.add(households)
    bulk.add(person for people in residents for person in people)
    bulk.add(HouseholdTag(id=next(ids), household_id=key, tag=tag) for key, tag in _tags(households, told))
    return [
        Home(household.id, [person.id for person in people])
        for household, people in zip(households, residents, strict=True)
        if people
    ]


def _household(key: UUID, site: Site, home: entries.Household, at: datetime) -> Household:
    door = home.door
    return Household(
        id=key,
        area_id=site.leaf(door).id,
        compound_id=site.area.id,
        label=door.label,
        sort_key=door.sort_key,
        unit=door.unit,
        floor=door.floor,
        is_tenant=home.tenant,
        declared_size=home.headcount,
        remark=home.remark,
        created_at=at,
        vacant_at=at if home.vacant else None,
    )


def _resident(key: UUID, household: Household, place: int, person: entries.Person) -> Resident:
    pinyin, initials = spell(person.name)
    row = Resident(
        id=key,
        household_id=household.id,
        area_id=household.area_id,
        compound_id=household.compound_id,
        position=place,
        name=person.name,
        pinyin=pinyin,
        initials=initials,
        relation=person.relation,
        sex=person.sex,
        created_at=household.created_at,
    )
    row.set_phone(person.phone or None)
    row.set_id_number(person.id_number or None)
    return row


def _tags(households: Iterable[Household], told: Iterable[entries.Household]) -> Iterator[tuple[UUID, str]]:
    for household, home in zip(households, told, strict=True):
        yield from ((household.id, tag) for tag in home.tags if tag in set(Tag))
