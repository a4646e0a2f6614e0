"""The roll of the demo: people taken on and bound, before they are put into the database."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.accounts.models import Person
from app.demo import bulk
from app.demo.chance import chance
from app.demo.layout import District
from app.demo.people_names import full_name, phone
from app.org.models import Area, Binding, Checkpoint, Grid
from app.org.words import Role

Place = Area | Grid | Checkpoint


@dataclass
class Roll:
    """Whom the district has, each with the same PIN, and who answers for what. The first one binds the others."""

    district: District
    pin_hash: str
    people: list[Person] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)

    def __post_init__(self) -> None:
        communities = {community.id: community for community in self.district.communities}
        around = {site.area.id: communities[site.area.parent_id] for site in self.district.sites if site.area.parent_id}
        self._keepers = {self.district.root.id: self.district.root, **communities, **around}

    def hire(self, role: Role, place: Place) -> Person:
        """Somebody new for `place`, whose record is kept by the community around it."""
        person = self.take_on(self._keepers[area_id_of(place)])
        self.bind(person, role, place)
        return person

    def take_on(self, keeper: Area) -> Person:
        """Somebody new, not yet bound."""
        number = len(self.people) + 1
        name, _ = full_name(chance("staff", number))
        person = Person(id=next(self.district.ids), name=name, area_id=keeper.id, created_at=self.district.began)
        person.set_phone(phone(number))
        person.pin_hash = self.pin_hash
        self.people.append(person)
        return person

    def bind(self, person: Person, role: Role, place: Place, starts_at: datetime | None = None) -> Binding:
        """From `starts_at` (else from the beginning) the person answers for `place`."""
        row = Binding(
            id=next(self.district.ids),
            person_id=person.id,
            role=role,
            area_id=area_id_of(place),
            grid_id=place.id if isinstance(place, Grid) else None,
            checkpoint_id=place.id if isinstance(place, Checkpoint) else None,
            starts_at=starts_at or self.district.began,
            bound_by_id=self.people[0].id,
        )
        self.bindings.append(row)
        return row

    def end(self, binding: Binding, at: datetime) -> None:
        """The person answered for the place until `at`."""
        binding.ends_at, binding.ended_by_id = at, self.people[0].id

    def save(self) -> None:
        """Put people and bindings in."""
        bulk.add(self.people)
        bulk.add(self.bindings)


def area_id_of(place: Place) -> UUID:
    """The place of the tree that `place` is or lies in."""
    return place.id if isinstance(place, Area) else place.area_id
