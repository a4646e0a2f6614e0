"""A phone and an identity number stored through the pages are nowhere to be found on the disk."""

import base64

import pytest

from app.extensions import db
from tests.browser import form_to
from tests.places.homes import make_home, people, send

PHONE = "13986420975"
ID_NUMBER = "421121198703050024"


def spellings(secret: str) -> dict[str, bytes]:
    """The ways in which a secret could lie on a disk (base64 at each of its three offsets)."""
    plain = secret.encode()
    found = {"plain": plain, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    found |= {"utf-16-le": secret.encode("utf-16-le"), "utf-16-be": secret.encode("utf-16-be")}
    found |= {"digits": bytes(int(sign) for sign in secret)}
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + plain)
        found[f"base64+{offset}"] = coded[4 if offset else 0 : len(coded) // 4 * 4 - 4]
    return found


@pytest.fixture
def folder(store):
    if not hasattr(store, "folder"):
        pytest.skip("the files of a server are out of reach; the columns are the same")
    return store.folder


def test_numbers_stored_corrected_searched_and_revealed_leave_no_trace_in_the_files(as_, cast, folder):
    key = make_home(cast, "building_3", "3-2-501", "李四")
    browser = as_("community_lead")
    form = form_to(browser.get(f"/households/{key}/residents/new"), "/residents")
    form["name"], form["phone"], form["id_number"] = "张三丰", PHONE, ID_NUMBER
    form.submit(status=303)
    who = people(key)[1].id
    send(browser, f"/residents/{people(key)[0].id}/correction", 303, phone=PHONE)
    send(browser, f"/residents/{who}/reveals", 303, reason="identity").follow()
    browser.get(f"/places/{cast.places['building_3']}/households", {"q": PHONE})
    db.session.remove()
    files = [file for file in folder.iterdir() if file.name.startswith("menhu.db")]
    assert any(file.name.endswith("-wal") for file in files)
    content = {file.name: file.read_bytes() for file in files}
    assert any("张三丰".encode() in found for found in content.values())
    for secret in (PHONE, ID_NUMBER):
        for name, way in spellings(secret).items():
            assert not [file for file, found in content.items() if way in found], name
