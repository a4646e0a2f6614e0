"""${message}

One idea, and safe while the previous release still runs: add before use, fill in batches, remove one
release later. On PostgreSQL a statement waits at most one second for its lock.
"""

import sqlalchemy as sa
from alembic import op

from app.core.db import Bytewise, Key, Moment

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
