"""The one way to change something: a unit of work that is audited, whole, and begun as a writer.

Only the door, the command line, the ticker and sign-in open one (tests/house/test_writes.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.extensions import db


class Unaudited(Exception):
    """Something was changed and nobody wrote down who did it: a mistake in the code."""


@contextmanager
def writing(*, unaudited: str = "") -> Iterator[None]:
    """Run the block in one transaction, committed at its end, rolled back on any error.

    On SQLite the writer waits its turn first (core.engines), so nothing slow belongs inside.
    `unaudited` says why this unit needs no audit entry: counters and clean-up, never an act.
    """
    session = db.session()
    session.rollback()  # what was read before this moment may be stale
    session.info.update(audited=bool(unaudited), changed=False, writing=True)
    try:
        session.connection(execution_options={"write": True})
        yield
        session.flush()
        if session.info["changed"] and not session.info["audited"]:
            raise Unaudited("a write without an audit entry")
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


@event.listens_for(Session, "after_flush")
def _saw_flush(session: Session, context: Any) -> None:
    if session.new or session.dirty or session.deleted:
        session.info["changed"] = True


@event.listens_for(Session, "do_orm_execute")
def _saw_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["changed"] = True
