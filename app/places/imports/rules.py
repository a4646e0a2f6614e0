"""What may be done with a roster, by how far it has come."""

from flask_babel import lazy_gettext as _l

from app.core.refusal import Refusal
from app.places.imports.words import Stage


def may_be_read(stage: Stage) -> None:
    """Until it is put in, a file can be read again with other columns."""
    if stage not in (Stage.UPLOADED, Stage.READ):
        raise _busy(stage)


def may_be_put(stage: Stage) -> None:
    """What was read can be put in, or decided about, once."""
    if stage is not Stage.READ:
        raise _busy(stage)


def may_be_undone(stage: Stage) -> None:
    """What was put in can be taken back while the staged rows are kept."""
    if stage is not Stage.PUT:
        raise _busy(stage)


def _busy(stage: Stage) -> Refusal:
    reasons = {
        Stage.UPLOADED: _l("The columns of this roster must be chosen first."),
        Stage.WORKING: _l("This roster is being worked on. Please wait until that is done."),
        Stage.READ: _l("This roster has not been put in."),
        Stage.PUT: _l("This roster has been put in already."),
        Stage.UNDONE: _l("This roster has been taken back. Please upload it again."),
        Stage.PURGED: _l("This roster is older than seven days and its rows are gone. Please upload it again."),
    }
    return Refusal(f"roster-{stage}", reasons[stage])
