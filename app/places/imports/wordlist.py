"""The words of remarks as the district has edited them."""

from datetime import datetime

from sqlalchemy import select

from app import audit
from app.accounts import Actor
from app.extensions import db
from app.places.imports.models import RemarkWord
from app.places.roster.tags import DEFAULT_WORDS, Words


def words_in_use() -> Words:
    """Every word and what it means: the built-in list with the district's changes."""
    words = dict(DEFAULT_WORDS)
    for row in db.session.scalars(select(RemarkWord).order_by(RemarkWord.created_at)):
        words.pop(row.word, None)
        if row.tag:
            words[row.word] = row.tag
    return tuple(words.items())


def set_word(word: str, tag: str | None, *, by: Actor, at: datetime) -> None:
    """From now on `word` in a remark means `tag`; None: it means nothing."""
    row = db.session.scalar(select(RemarkWord).where(RemarkWord.word == word))
    if row is None:
        row = RemarkWord(word=word, created_at=at)
        db.session.add(row)
    row.tag = tag
    audit.record("places.remark_word.set", row, by=by, at=at, tag=tag)
