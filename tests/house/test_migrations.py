"""One line of migrations, up from nothing, down again and up; models and schema say the same."""

import os

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app import create_app
from app.config import Config
from app.core.db import Key, Moment
from app.core.worded import Word
from app.extensions import db
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.house.source import ROOT


def is_other_type(context, column, model, found, wanted) -> bool | None:
    """Reflection cannot tell our own types apart; their kind is checked by what the tests store in them."""
    return False if isinstance(wanted, Key | Moment | Word) else None


def test_there_is_one_head_and_names_sort_by_time():
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    assert len(scripts.get_heads()) == 1
    walked = [script.path for script in scripts.walk_revisions()]
    assert walked == sorted(walked, reverse=True)


def test_the_schema_goes_up_down_and_up_and_matches_the_models(tmp_path):
    url = os.environ.get("TEST_DATABASE_URL")
    store = PostgresTemplate(url, f"menhu_migrate_{os.getpid()}") if url else SqliteTemplate(tmp_path)
    with create_app(Config(data_dir=tmp_path, database_url=store.owner_url, testing=True)).app_context():
        upgrade()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection, opts={"compare_type": is_other_type})
            assert compare_metadata(found, db.metadata) == []
        db.engine.dispose()
    store.drop()
