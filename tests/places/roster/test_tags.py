"""Remarks become tags."""

import pytest

from app.places.roster.tags import read_tags


@pytest.mark.parametrize(
    ("remark", "tags"),
    [
        ("独居老人", ("lives_alone_old",)),
        ("低保户", ("hardship",)),
        ("孕妇", ("pregnant",)),
        ("慢性病（高血压）", ("chronic_illness",)),
        ("武汉返乡 1.20", ("returned_from_wuhan",)),
        ("武汉务工返乡", ("returned_from_wuhan",)),
        ("从武汉回来", ("returned_from_wuhan",)),
        ("五保户，残疾", ("five_guarantees", "disabled")),
        ("长期在外", ("long_absent",)),
        ("无慢性病", ()),
        ("非低保户；孕妇", ("pregnant",)),
        ("武汉上班，未返乡", ()),
        ("在武汉未回", ()),
        ("", ()),
    ],
)
def test_a_remark_gives_the_tags_it_means(remark, tags):
    assert read_tags(remark) == tags


def test_the_words_are_the_districts_own():
    words = (("新冠*接触", "contact"), ("*", "everything"), ("(", "bracket"))
    assert read_tags("新冠密切接触者（在家）", words) == ("contact",)
    assert read_tags("a ( b", words) == ("bracket",)
