import pytest

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("locale", "title"), [("zh-CN", "今日"), ("en-GB", "Today")])
def test_a_link_enrols_a_phone_and_lands_on_today_in_the_phones_own_language(phone, locale, title):
    page = phone("guard", locale)
    assert page.locator("h1").inner_text() == title
