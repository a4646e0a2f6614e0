"""What strangers, robots and copied web pages put into forms."""

import pytest

from app.core.clock import today
from tests.browser import form_to
from tests.territory.sending import area_named, send

HOSTILE = {
    "script": "<script>alert(1)</script>\"'>",
    "template": "{{ config }}{% raw %}",
    "sql": "'; DROP TABLE org_areas; --",
    "right to left": "\u202e上海\u202c العربية",
    "emoji": "🧨" * 10,
}


@pytest.fixture
def lead(as_):
    return as_("community_lead")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_strange_name_is_kept_as_text_and_shown_as_text(lead, cast, text):
    send(lead, f"/places/{cast.places['emerald']}/parts", kind="building", names=text)
    send(lead, f"/places/{cast.places['emerald']}/posts", kind="temperature", name=text)
    url = f"/places/{cast.places['emerald']}/people"
    fields = {"phone": "13900000001", "name": text, "role": "volunteer", "place": str(cast.places["emerald"])}
    send(lead, url, **fields).follow()
    page = lead.get(f"/places/{cast.places['emerald']}")
    assert "<script>alert" not in page
    assert "张卫国" in page
    lead.get("/people", {"q": text})
    assert area_named("翡翠一品")


@pytest.mark.parametrize("text", ["门" * 41, " \t ", "\x00\u202e"], ids=["too long", "blank", "unseen"])
@pytest.mark.parametrize(
    ("noun", "rest"),
    [
        ("parts", {"kind": "building"}),
        ("posts", {"kind": "temperature"}),
        ("name", {}),
        ("people", {"phone": "13900000001", "role": "none"}),
    ],
)
def test_a_name_nobody_can_read_is_said_and_the_form_comes_back(lead, cast, noun, rest, text):
    url = f"/places/{cast.places['emerald']}/{noun}"
    send(lead, url, status=422, **rest, **{"names" if noun == "parts" else "name": text})


def test_a_megabyte_of_name_is_refused_with_the_form(lead, cast):
    page = send(lead, f"/places/{cast.places['emerald']}/parts", status=422, kind="building", names="栋" * 300_000)
    assert form_to(page, "/parts")["kind"].value == "building"


@pytest.mark.parametrize("q", ["\x00", "%", "_" * 300, "' OR 1=1", "１３８００００００００"])
def test_a_strange_search_finds_nobody_or_somebody_but_never_breaks(lead, q):
    lead.get("/people", {"q": q}, status=200)


@pytest.mark.parametrize("rest", ["after=x&q=y", "after=' OR 1", "area=1", "after=" + "f" * 32])
def test_strange_addresses_are_read_as_empty(lead, rest):
    lead.get(f"/people?{rest}", status=200)
    lead.get(f"/places/vacancies?seat=x&{rest}", status=200)


@pytest.mark.parametrize("field", ["place", "role", "starts_on", "phone"])
@pytest.mark.parametrize("value", ["x", "x" * 5000, "01a20000-0000-7000-8000-000000000000", "१३९००००००००"])
def test_a_tampered_field_is_refused_and_nothing_is_bound(lead, cast, field, value):
    fields = {
        "phone": cast.phones["volunteer"],
        "sure": "y",
        "role": "bound_cadre",
        "place": str(cast.places["emerald"]),
    }
    fields |= {"starts_on": today().isoformat(), field: value}
    send(lead, f"/places/{cast.places['emerald']}/people", status=422, **fields)
    assert "Bound cadre" not in lead.get(f"/people/{cast.people['volunteer']}")


def test_a_person_nobody_here_knows_cannot_be_bound_by_key(lead, cast):
    fields = {"role": "volunteer", "place": str(cast.places["emerald"]), "person": str(cast.people["stranger"])}
    send(lead, f"/places/{cast.places['emerald']}/people", status=404, **fields)
