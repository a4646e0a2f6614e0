from app.access import unscoped
from app.extensions import db
from app.org.models import Area, Checkpoint, GridBuilding
from tests.browser import form_to
from tests.territory.sending import add_household, area_named, bindings, send


def lead_opens(browser, cast, where: str, noun: str):
    return form_to(browser.get(f"/places/{cast.places[where]}/{noun}/new"), f"/{noun}")


def test_several_buildings_are_opened_at_once_one_name_a_line(as_, cast):
    browser = as_("community_lead")
    form = lead_opens(browser, cast, "emerald", "parts")
    form["names"] = "4栋\n 5栋 \n\n5栋\n"
    page = form.submit(status=303).follow()
    assert "Opened: 4栋、5栋" in page
    assert area_named("5栋").parent_id == cast.places["emerald"]


def test_a_name_that_is_taken_opens_none_of_them_and_keeps_what_was_typed(as_, cast):
    form = lead_opens(as_("community_lead"), cast, "emerald", "parts")
    form["names"] = "9栋\n1栋"
    page = form.submit(status=409)
    assert "There is a place of this name here already." in page
    assert "9栋\n1栋" in form_to(page, "/parts")["names"].value.replace("\r", "")
    assert area_named("9栋") is None


def test_a_level_that_does_not_lie_there_cannot_be_opened(as_, cast):
    url = f"/places/{cast.places['emerald']}/parts"
    assert "Not a valid choice" in send(as_("community_lead"), url, status=422, kind="community", names="甲社区")


def test_a_lead_renames_the_community_itself(as_, cast):
    form = form_to(as_("community_lead").get(f"/places/{cast.places['westlake']}/name"), "/name")
    form["name"] = "西湖新社区"
    assert "西湖新社区" in form.submit(status=303).follow()


def test_a_place_with_parts_or_households_is_not_closed(as_, cast):
    browser = as_("community_lead")
    add_household(cast, building="building_3")
    assert "Close the places inside it first." in send(browser, f"/places/{cast.places['emerald']}/closure", status=409)
    page = send(browser, f"/places/{cast.places['building_3']}/closure", status=409)
    assert "Households are registered here." in page
    assert area_named("3栋").closed_at is None


def test_closing_a_place_takes_its_posts_and_bindings_along_and_says_so_to_who_comes_back(as_, cast):
    browser = as_("community_lead")
    for name in ("building_1", "building_2", "building_3", "emerald"):
        send(browser, f"/places/{cast.places[name]}/closure")
    with unscoped("the tests' own district"):
        assert db.session.get(Checkpoint, cast.places["gate"]).closed_at
        assert not db.session.query(GridBuilding).filter_by(ends_at=None).count()
    assert bindings(person_id=cast.people["guard"])[0].ends_at
    assert "Closed since" in browser.get(f"/places/{cast.places['emerald']}")
    assert "This place is closed." in send(browser, f"/places/{cast.places['emerald']}/closure", status=409)
    as_("guard").get("/places", status=403)


def test_a_post_is_set_up_and_taken_down_with_the_bindings_narrowed_to_it(as_, cast):
    browser = as_("community_lead")
    form = lead_opens(browser, cast, "emerald", "posts")
    form["kind"], form["name"] = "persuasion", "北门"
    page = form.submit(status=303).follow()
    assert "Persuasion post" in page
    form_to(page, "/closure").submit(status=303)
    form_to(browser.get(f"/posts/{cast.places['gate']}"), "/closure").submit(status=303)
    assert bindings(person_id=cast.people["guard"])[0].ends_at
    assert "This place is closed." in send(browser, f"/posts/{cast.places['gate']}/closure", status=409)


def test_a_building_ticked_into_a_new_grid_leaves_the_old_one_and_history_stays(as_, cast):
    browser = as_("community_lead")
    form = lead_opens(browser, cast, "westlake", "grids")
    form["name"] = "第二网格"
    form.fields["cells"][1].checked = True
    page = form.submit(status=303).follow()
    assert "2栋" in page
    with unscoped("the tests' own district"):
        rows = db.session.query(GridBuilding).filter_by(area_id=cast.places["building_2"]).all()
        assert sorted(row.ends_at is None for row in rows) == [False, True]
        assert db.session.query(Area).filter_by(id=cast.places["building_2"]).count() == 1
    assert "2栋" not in as_("grid_worker").get("/places")


def test_a_grid_is_regrouped_and_closed(as_, cast):
    browser = as_("community_lead")
    url = f"/grids/{cast.places['grid']}"
    form = form_to(browser.get(url), "/buildings")
    assert [box.checked for box in form.fields["cells"]] == [True, True, False]
    form.fields["cells"][2].checked = True
    assert "is regrouped" in form.submit(status=303).follow()
    assert "3栋" in as_("grid_worker").get("/places")
    form_to(browser.get(url), "/closure").submit(status=303)
    as_("grid_worker").get("/places", status=403)


def test_a_building_of_another_community_is_not_taken_into_a_grid(as_, cast):
    url = f"/grids/{cast.places['grid']}/buildings"
    page = send(as_("community_lead"), url, status=422, cells=str(cast.places["tianrui"]))
    assert "valid choice" in page


def test_a_building_stands_in_the_tree_with_its_doors(as_, cast):
    add_household(cast)
    browser = as_("community_lead")
    page = browser.get(f"/places/{cast.places['westlake']}")
    assert "1 doors" in page
    building = page.click("翡翠一品", index=0).click("1栋", index=0)
    assert f"/places/{cast.places['building_1']}/households" in building


def test_the_district_itself_is_not_closed(as_, cast):
    page = send(as_("administrator"), f"/places/{cast.places['district']}/closure", status=409)
    assert "The district itself is not closed." in page
