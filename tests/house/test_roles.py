"""The page about roles says what the code does."""

from flask_babel import force_locale

from app.territory.roles import roles_table
from tests.house.source import ROOT


def test_the_page_about_roles_is_fresh(app):
    with force_locale("en"):
        assert (ROOT / "docs" / "roles.md").read_text() == roles_table(), "run: flask roles > docs/roles.md"
