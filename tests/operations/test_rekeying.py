import json

import pytest
from sqlalchemy import func, select

from app.access import unscoped
from app.accounts.models import Person
from app.audit import Entry
from app.core import keyfile, sealing
from app.extensions import db
from app.operations import rekeying
from app.operations.sealed_columns import sealed_columns
from tests.cast import person


@pytest.fixture
def second_key(app, tmp_path):
    """A second key in a key file of its own, and in this process."""
    before = sealing.keyring()
    data_dir = app.config["MENHU"].data_dir
    path = tmp_path / "keys.json"
    path.touch(0o600)
    path.write_text((data_dir / "keys.json").read_text())
    assert rekeying.add_key(path) == 2
    sealing.install(keyfile.load(path).ring)
    yield path
    sealing.install(before)


def sealed_with() -> set[int]:
    with unscoped("the tests' own district"):
        return {box[0] for box in db.session.scalars(select(Person.phone_sealed))}


def test_a_new_key_is_added_beside_the_old_ones_and_the_file_stays_closed_to_others(second_key, app):
    written = json.loads(second_key.read_text())
    assert sorted(written["fields"]) == ["1", "2"]
    assert second_key.stat().st_mode & 0o077 == 0
    assert written["index"] == json.loads((app.config["MENHU"].data_dir / "keys.json").read_text())["index"]


def test_every_field_is_sealed_anew_in_batches_and_still_opens(second_key, cast, monkeypatch):
    monkeypatch.setattr(rekeying, "BATCH", 4)
    assert sealed_with() == {1}
    done = dict(rekeying.reseal_all())
    assert done["accounts_people.phone_sealed"] == len(cast.people)
    assert sealed_with() == {2}
    assert person(cast, "guard").phone == cast.phones["guard"]
    entries = db.session.scalars(select(Entry).where(Entry.verb == "operations.fields.resealed")).all()
    assert sorted(entry.facts["rows"] for entry in entries if entry.subject_kind == "accounts_people") == [1, 4, 4]


def test_stopped_half_way_both_keys_open_and_it_goes_on_where_it_was(second_key, cast, monkeypatch):
    monkeypatch.setattr(rekeying, "BATCH", 4)
    people = next(sealed for sealed in sealed_columns() if sealed.table.name == "accounts_people")
    with unscoped("the tests' own district"):
        assert rekeying.reseal_batch(people) == 4
    assert sealed_with() == {1, 2}
    with unscoped("the tests' own district"):
        assert {found.phone for found in db.session.scalars(select(Person))} == set(cast.phones.values())
    assert dict(rekeying.reseal_all())["accounts_people.phone_sealed"] == len(cast.people) - 4
    assert sealed_with() == {2}


def test_with_nothing_left_to_do_nothing_is_written(second_key, cast):
    list(rekeying.reseal_all())
    before = db.session.scalar(select(func.count()).select_from(Entry))
    assert not any(count for _, count in rekeying.reseal_all())
    assert db.session.scalar(select(func.count()).select_from(Entry)) == before


def test_every_sealed_column_of_the_models_is_known(app):
    found = {str(sealed.column) for sealed in sealed_columns()}
    in_the_schema = {
        str(column) for table in db.metadata.sorted_tables for column in table.c if "_sealed" in column.name
    }
    assert found == in_the_schema
