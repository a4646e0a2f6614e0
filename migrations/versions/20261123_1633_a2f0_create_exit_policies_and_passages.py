"""create exit policies and passages

One idea, and safe while the previous release still runs: add before use, fill in batches, remove one
release later. On PostgreSQL a statement waits at most one second for its lock.
"""

import sqlalchemy as sa
from alembic import op

from app.core.db import Key, Moment

revision = "a2f0"
down_revision = "a1f1"


def upgrade() -> None:
    op.create_table(
        "gates_exit_policies",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("exits", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("issued_by_id", Key(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_gates_exit_policies_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gates_exit_policies")),
    )
    with op.batch_alter_table("gates_exit_policies", schema=None) as batch_op:
        batch_op.create_index("ix_gates_exit_policies_area_id_starts_at", ["area_id", "starts_at"], unique=False)

    op.create_table(
        "gates_passages",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("checkpoint_id", Key(), nullable=False),
        sa.Column("household_id", Key(), nullable=True),
        sa.Column("resident_id", Key(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("temperature", sa.Integer(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("second_temperature", sa.Integer(), nullable=True),
        sa.Column("second_method", sa.Text(), nullable=True),
        sa.Column("mask", sa.Boolean(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("advice_code", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("occurred_at", Moment(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("recorded_by_id", Key(), nullable=True),
        sa.Column("returned_at", Moment(), nullable=True),
        sa.Column("closes_id", Key(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_by_id", Key(), nullable=True),
        sa.Column("supersedes_id", Key(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_gates_passages_area_id")),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["org_checkpoints.id"], name=op.f("fk_gates_passages_checkpoint_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["places_households.id"], name=op.f("fk_gates_passages_household_id")
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["places_residents.id"], name=op.f("fk_gates_passages_resident_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["gates_passages.id"], name=op.f("fk_gates_passages_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gates_passages")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_gates_passages_supersedes_id")),
    )
    with op.batch_alter_table("gates_passages", schema=None) as batch_op:
        batch_op.create_index("ix_gates_passages_area_id_occurred_at", ["area_id", "occurred_at"], unique=False)
        batch_op.create_index(
            "ix_gates_passages_checkpoint_id_occurred_at", ["checkpoint_id", "occurred_at"], unique=False
        )
        batch_op.create_index(
            "ix_gates_passages_household_id_occurred_at", ["household_id", "occurred_at"], unique=False
        )
        batch_op.create_index(
            "ix_gates_passages_still_out",
            ["area_id", "occurred_at"],
            unique=False,
            sqlite_where=sa.text("outcome = 'let-out' AND returned_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("outcome = 'let-out' AND returned_at IS NULL AND withdrawn_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("gates_passages", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gates_passages_still_out",
            sqlite_where=sa.text("outcome = 'let-out' AND returned_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("outcome = 'let-out' AND returned_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_gates_passages_household_id_occurred_at")
        batch_op.drop_index("ix_gates_passages_checkpoint_id_occurred_at")
        batch_op.drop_index("ix_gates_passages_area_id_occurred_at")

    op.drop_table("gates_passages")
    with op.batch_alter_table("gates_exit_policies", schema=None) as batch_op:
        batch_op.drop_index("ix_gates_exit_policies_area_id_starts_at")

    op.drop_table("gates_exit_policies")
