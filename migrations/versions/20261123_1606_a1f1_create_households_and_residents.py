"""create households and residents

One idea, and safe while the previous release still runs: add before use, fill in batches, remove one
release later. On PostgreSQL a statement waits at most one second for its lock.
"""

import sqlalchemy as sa
from alembic import op

from app.core.db import Bytewise, Key, Moment

revision = "a1f1"
down_revision = "a1f0"


def upgrade() -> None:
    op.create_table(
        "places_households",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("compound_id", Key(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sort_key", Bytewise, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("is_tenant", sa.Boolean(), nullable=True),
        sa.Column("declared_size", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("vacant_at", Moment(), nullable=True),
        sa.Column("merged_into_id", Key(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_places_households_area_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["org_areas.id"], name=op.f("fk_places_households_compound_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["places_households.id"], name=op.f("fk_places_households_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_households")),
    )
    with op.batch_alter_table("places_households", schema=None) as batch_op:
        batch_op.create_index("ix_places_households_area_id_sort_key", ["area_id", "sort_key"], unique=False)
        batch_op.create_index(
            "uq_places_households_compound_id_label",
            ["compound_id", "label"],
            unique=True,
            sqlite_where=sa.text("merged_into_id IS NULL"),
            postgresql_where=sa.text("merged_into_id IS NULL"),
        )

    op.create_table(
        "places_household_tags",
        sa.Column("household_id", Key(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["places_households.id"], name=op.f("fk_places_household_tags_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_household_tags")),
    )
    with op.batch_alter_table("places_household_tags", schema=None) as batch_op:
        batch_op.create_index("uq_places_household_tags", ["household_id", "tag"], unique=True)

    op.create_table(
        "places_residents",
        sa.Column("household_id", Key(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("compound_id", Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", Bytewise, nullable=False),
        sa.Column("pinyin", Bytewise, nullable=False),
        sa.Column("initials", Bytewise, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("phone_tail_index", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_index", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("moved_out_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_places_residents_area_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["org_areas.id"], name=op.f("fk_places_residents_compound_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["places_households.id"], name=op.f("fk_places_residents_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_residents")),
    )
    with op.batch_alter_table("places_residents", schema=None) as batch_op:
        batch_op.create_index("ix_places_residents_compound_id_initials", ["compound_id", "initials"], unique=False)
        batch_op.create_index("ix_places_residents_compound_id_name", ["compound_id", "name"], unique=False)
        batch_op.create_index("ix_places_residents_compound_id_pinyin", ["compound_id", "pinyin"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_residents_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_residents_id_number_index"), ["id_number_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_residents_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index("ix_places_residents_phone_tail_index", ["phone_tail_index"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("places_residents", schema=None) as batch_op:
        batch_op.drop_index("ix_places_residents_phone_tail_index")
        batch_op.drop_index(batch_op.f("ix_places_residents_phone_index"))
        batch_op.drop_index(batch_op.f("ix_places_residents_id_number_index"))
        batch_op.drop_index(batch_op.f("ix_places_residents_household_id"))
        batch_op.drop_index("ix_places_residents_compound_id_pinyin")
        batch_op.drop_index("ix_places_residents_compound_id_name")
        batch_op.drop_index("ix_places_residents_compound_id_initials")

    op.drop_table("places_residents")
    with op.batch_alter_table("places_household_tags", schema=None) as batch_op:
        batch_op.drop_index("uq_places_household_tags")

    op.drop_table("places_household_tags")
    with op.batch_alter_table("places_households", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_places_households_compound_id_label",
            sqlite_where=sa.text("merged_into_id IS NULL"),
            postgresql_where=sa.text("merged_into_id IS NULL"),
        )
        batch_op.drop_index("ix_places_households_area_id_sort_key")

    op.drop_table("places_households")
