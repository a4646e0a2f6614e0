import io
import sqlite3
import tarfile
from contextlib import closing

import pyrage
import pytest
from sqlalchemy import create_engine, select, text, update

from app.access import unscoped
from app.accounts.models import Person
from app.audit import Entry
from app.core import sealing
from app.extensions import db
from app.operations import agefile, backups
from app.operations.checks import check
from app.operations.failures import Broken, Forged
from app.operations.manifest import Manifest
from app.operations.stores import store_of
from tests.cast import NAMES


def name_of(cast, who: str) -> str:
    with unscoped("the tests' own district"):
        return db.session.scalar(select(Person.name).where(Person.id == cast.people[who]))


def rename(cast, who: str, name: str) -> None:
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(update(Person.__table__).where(Person.id == cast.people[who]).values(name=name))


@pytest.fixture
def place(operator) -> backups.Place:
    return backups.Place(store_of(db.engine), operator.config["MENHU"].data_dir)


@pytest.fixture
def opened(place, backup, key):
    with backups.opened(place, backup, agefile.read_private(key)) as found:
        yield found


def test_a_backup_is_found_good_and_the_check_touches_nothing(flask, backup, key, cast):
    rename(cast, "guard", "changed since")
    told = flask("restore", backup, "--key", key, "--check")
    assert told.exit_code == 0, told.output
    assert "as the manifest says" in told.output
    assert "0 audit entries" not in told.output
    assert "0 sealed fields" not in told.output
    assert name_of(cast, "guard") == "changed since"


def test_restoring_brings_back_what_was_and_says_so_in_the_audit_trail(flask, backup, key, cast):
    rename(cast, "guard", "changed since")
    told = flask("restore", backup, "--key", key, "--replace")
    assert told.exit_code == 0, told.output
    assert name_of(cast, "guard") == NAMES["guard"]
    verbs = db.session.scalars(select(Entry.verb).order_by(Entry.at.desc())).all()
    assert verbs[0] == "operations.backup.restored"


def test_what_was_restored_can_be_backed_up_and_restored_again(flask, backup, key, cast, tmp_path):
    assert flask("restore", backup, "--key", key, "--replace").exit_code == 0
    assert flask("backup", tmp_path / "second").exit_code == 0
    rename(cast, "guard", "changed since")
    told = flask("restore", tmp_path / "second", "--key", key, "--replace")
    assert told.exit_code == 0, told.output
    assert name_of(cast, "guard") == NAMES["guard"]


def test_a_database_that_holds_rows_is_not_given_up_without_being_told(flask, backup, key, cast):
    rename(cast, "guard", "changed since")
    told = flask("restore", backup, "--key", key)
    assert told.exit_code == 1
    assert "--replace" in told.output
    assert name_of(cast, "guard") == "changed since"


def test_a_database_somebody_works_on_is_not_replaced(flask, backup, key, store):
    elsewhere = create_engine(store.url)
    with elsewhere.connect() as busy:
        busy.execute(text("SELECT count(*) FROM accounts_people"))
        told = flask("restore", backup, "--key", key, "--replace")
        assert told.exit_code == 1
        assert "Stop it first" in told.output
    elsewhere.dispose()
    assert flask("restore", backup, "--key", key, "--replace").exit_code == 0


def cut(file):
    file.write_bytes(file.read_bytes()[:-20])


def flip(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def scribble(file):
    file.write_bytes(b"something else")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [(cut, "cut short or was changed"), (flip, "cut short or was changed"), (scribble, "no backup")],
)
def test_a_damaged_file_is_refused_with_a_reason(flask, backup, key, damage, reason):
    damage(backup)
    told = flask("restore", backup, "--key", key, "--check")
    assert told.exit_code == 1
    assert reason in told.output


def test_another_key_does_not_open_it_and_a_file_without_a_key_is_told_so(flask, backup, tmp_path):
    agefile.make_pair(tmp_path / "other")
    assert "sealed to another one" in flask("restore", backup, "--key", tmp_path / "other", "--check").output
    assert "holds no private key" in flask("restore", backup, "--key", backup, "--check").output


def test_the_sealed_file_shows_neither_names_nor_numbers_and_inside_the_numbers_are_sealed_still(opened, backup, cast):
    inside = opened[0].read_bytes()
    assert b"PGDMP" in inside or NAMES["guard"].encode() in inside, "the copy is readable once it is unsealed"
    for phone in cast.phones.values():
        for spelt in (phone.encode(), phone.encode("utf-16-le"), phone.encode().hex().encode()):
            assert spelt not in backup.read_bytes()
            assert spelt not in inside
    assert NAMES["guard"].encode() not in backup.read_bytes()


def test_somebody_with_the_public_key_alone_cannot_make_a_backup_that_is_believed(opened, operator):
    _, manifest = opened
    ours = sealing.keyring()
    sealing.install(sealing.Keyring(ours.keys, ours.current, b"another district"))
    forged = manifest.signed()
    sealing.install(ours)
    with pytest.raises(Forged):
        Manifest.read(forged)
    assert Manifest.read(manifest.signed()) == manifest


def test_rows_that_are_missing_are_named(opened, operator, cast):
    _, manifest = opened
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("DELETE FROM accounts_throttles"))
        connection.execute(text("INSERT INTO accounts_throttles (key, full_ms) VALUES ('x', 1)"))
    with pytest.raises(Broken, match="accounts_throttles"):
        check(db.engine, manifest)


def test_an_audit_entry_that_was_edited_is_found(place, operator, cast):
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        if db.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(text("UPDATE audit_entries SET verb = 'org.nothing.happened'"))
    with pytest.raises(Broken, match="was changed after it was written"):
        check(db.engine, Manifest("", "", "", **vars(place.store.facts())))


def test_a_sealed_field_that_was_moved_to_another_row_is_found(place, operator, cast):
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        stolen = "(SELECT phone_sealed FROM accounts_people WHERE name = '张卫国')"
        connection.execute(text(f"UPDATE accounts_people SET phone_sealed = {stolen}"))
    with pytest.raises(Broken, match="phone_sealed"):
        check(db.engine, Manifest("", "", "", **vars(place.store.facts())))


def test_a_backup_of_a_newer_release_is_refused(place, operator, cast):
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = 'z9f9'"))
    with pytest.raises(Broken, match="newer release"):
        check(db.engine, Manifest("", "", "", **vars(place.store.facts())))


def test_keys_go_in_only_when_asked_and_then_open_it_on_a_machine_without_them(flask, key, operator, tmp_path, backup):
    keys = operator.config["MENHU"].data_dir / "keys.json"
    ours = keys.read_text()
    assert flask("backup", tmp_path / "whole", "--with-keys").exit_code == 0
    assert "no keys in this backup" in flask("restore", backup, "--key", key, "--check", "--with-keys").output
    ring = sealing.keyring()
    try:
        sealing.install(sealing.Keyring({1: bytes(32)}, 1, bytes(32)))
        keys.write_text("of another machine")
        assert "other keys" in flask("restore", tmp_path / "whole", "--key", key, "--check").output
        told = flask("restore", tmp_path / "whole", "--key", key, "--with-keys", "--replace")
        assert told.exit_code == 0, told.output
        assert keys.read_text() == ours
        assert keys.stat().st_mode & 0o077 == 0
    finally:
        keys.write_text(ours)
        sealing.install(ring)


def test_without_a_key_there_is_no_backup(flask, tmp_path):
    told = flask("backup", tmp_path / "menhu.age")
    assert told.exit_code == 1
    assert "flask backup-key" in told.output
    assert not (tmp_path / "menhu.age").exists()


def test_a_backup_or_a_key_is_never_overwritten(flask, backup, key):
    before = backup.read_bytes(), key.read_bytes()
    assert flask("backup", backup).exit_code == 1
    assert flask("backup-key", key).exit_code == 1
    assert (backup.read_bytes(), key.read_bytes()) == before


def test_nothing_is_left_lying_about(operator, backup, key, flask):
    data_dir = operator.config["MENHU"].data_dir
    flask("restore", backup, "--key", key, "--check")
    assert not [path for path in data_dir.iterdir() if path.name.startswith("backup-")]
    assert not list(backup.parent.glob("*.part"))


def test_it_is_a_plain_tar_in_a_plain_age_file_so_that_it_opens_without_menhu(backup, key):
    identity = pyrage.x25519.Identity.from_str(key.read_text().splitlines()[1])
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(backup.read_bytes(), [identity]))) as tar:
        assert tar.getnames() == ["manifest.json", "database"]


def test_a_missing_program_of_postgresql_is_named(flask, key, tmp_path, monkeypatch):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite needs no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "postgresql-client" in flask("backup", tmp_path / "menhu.age").output


def test_a_sqlite_file_with_a_torn_page_is_not_whole(place, opened):
    if place.store.kind != "sqlite":
        pytest.skip("pages are SQLite's")
    copy, _ = opened
    content = bytearray(copy.read_bytes())
    content[4096 : 2 * 4096] = bytes(4096)
    copy.write_bytes(content)
    with closing(sqlite3.connect(copy)), pytest.raises(Broken), place.store.scratch(copy):
        pass
