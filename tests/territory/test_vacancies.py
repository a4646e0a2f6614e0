import pytest

from app.access import unscoped
from app.accounts import SYSTEM
from app.accounts.people import register_person
from app.audit import writing
from app.core.clock import now
from app.extensions import db
from app.org import duty, tree
from app.org.models import Area
from app.org.words import AreaKind, CheckpointKind, Role
from app.territory.queries import summary
from tests.browser import form_to


@pytest.fixture
def lead(as_):
    return as_("community_lead")


def grow(cast, number: int) -> None:
    """More compounds in Westlake, each with a post, a volunteer, and a building."""
    with writing(), unscoped("the tests' own district"):
        westlake = db.session.get_one(Area, cast.places["westlake"])
        for count in range(number):
            when = {"by": SYSTEM, "at": now()}
            compound = tree.open_area(AreaKind.COMPOUND, f"新苑{count}", westlake, **when)
            db.session.flush()
            tree.open_area(AreaKind.BUILDING, "1栋", compound, **when)
            tree.open_checkpoint(CheckpointKind.TEMPERATURE, "大门", compound, **when)
            person = register_person(f"新人{count}", f"1360000{count:04}", westlake, **when)
            db.session.flush()
            duty.bind(person.id, Role.VOLUNTEER, compound, **when)
            duty.bind(person.id, Role.VOLUNTEER, westlake, **when)


def test_a_vacancy_shows_in_the_days_list_until_it_is_filled(lead, cast):
    assert "Vacancies" in lead.get("/today")
    page = lead.get("/today").click("Vacancies").click("Vacant: Property manager")
    form = form_to(page, "/people")
    form["phone"], form["name"] = "13900000001", "钱新"
    form.submit(status=303)
    assert "Every place has somebody" in lead.get("/places/vacancies")
    assert "Vacancies" not in lead.get("/today")


def test_a_guard_of_the_whole_compound_holds_its_posts(lead, cast):
    grow(cast, 1)
    page = lead.get("/places/vacancies?seat=guard-temperature")
    assert "新苑0 · 大门" in page
    form = form_to(page.click("Vacant: Guard"), "/people")
    form["phone"], form["name"] = "13900000001", "钱新"
    form["place"] = form["place"].options[0][0]
    form.submit(status=303)
    assert "新苑0 · 大门" not in lead.get("/places/vacancies?seat=guard-temperature")


def test_many_vacancies_are_walked_page_by_page(lead, cast):
    grow(cast, 45)
    page = lead.get("/places/vacancies?seat=bound_cadre-compound")
    assert page.text.count("Vacant: Bound cadre") == 40
    assert page.click("Show more").text.count("Vacant: Bound cadre") == 5


def test_vacancies_elsewhere_are_nobodys_business(as_):
    assert "天瑞公馆" in as_("stranger").get("/places/vacancies")
    assert "天瑞公馆" not in as_("community_lead").get("/places/vacancies")


@pytest.mark.parametrize(
    "url",
    [
        "/today",
        "/places",
        "/places/{westlake}",
        "/places/{emerald}",
        "/places/vacancies",
        "/people",
        "/grids/{grid}",
        "/people?area={westlake}",
        "/places/{westlake}/grids/new",
        "/places/{westlake}/people/new",
    ],
)
def test_a_page_asks_the_database_no_more_often_when_there_is_more_to_show(lead, cast, counting, url):
    url = url.format(**cast.places)
    grow(cast, 1)
    lead.get(url)
    with counting() as few:
        lead.get(url)
    with writing(), unscoped("the tests' own district"):
        db.session.query(Area).filter(Area.name.startswith("新苑")).update({"name": Area.name + "旧"})
        tree.audit.record("tests.renamed", "org_areas", by=SYSTEM)
    for person in range(12):
        with writing(), unscoped("the tests' own district"):
            emerald = db.session.get_one(Area, cast.places["emerald"])
            new = register_person(f"多人{person}", f"1350000{person:04}", emerald, by=SYSTEM, at=now())
            db.session.flush()
            duty.bind(new.id, Role.VOLUNTEER, emerald, by=SYSTEM, at=now())
            tree.open_area(AreaKind.BUILDING, f"{person + 10}栋", emerald, by=SYSTEM, at=now())
            tree.open_checkpoint(CheckpointKind.TEMPERATURE, f"{person}门", emerald, by=SYSTEM, at=now())
    with counting() as many:
        lead.get(url)
    assert len(many) == len(few)


def test_the_figures_count_places_posts_and_people(app, cast):
    with unscoped("the tests' own district"):
        found = summary(db.session.get_one(Area, cast.places["westlake"]))
    assert (found.areas["compound"], found.areas["building"]) == (1, 3)
    assert found.posts["temperature"] == 1
    assert (found.bound["guard"], found.bound["headquarters"]) == (1, 0)
