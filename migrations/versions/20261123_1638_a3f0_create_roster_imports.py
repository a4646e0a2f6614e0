"""create roster imports

One idea, and safe while the previous release still runs: add before use, fill in batches, remove one
release later. On PostgreSQL a statement waits at most one second for its lock.
"""

import sqlalchemy as sa
from alembic import op

from app.core.db import Key, Moment

revision = "a3f0"
down_revision = "a2f0"


def upgrade() -> None:
    op.create_index("ix_places_households_merged_into_id", "places_households", ["merged_into_id"])
    op.create_table(
        "places_remark_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_remark_words")),
        sa.UniqueConstraint("word", name=op.f("uq_places_remark_words_word")),
    )
    op.create_table(
        "places_imports",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("file_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("compound", sa.Text(), nullable=False),
        sa.Column("layouts", sa.JSON(), nullable=True),
        sa.Column("tally", sa.JSON(), nullable=True),
        sa.Column("opened", sa.JSON(), nullable=False),
        sa.Column("job", sa.Text(), nullable=True),
        sa.Column("asked_by_id", Key(), nullable=True),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("problem_row", sa.Integer(), nullable=False),
        sa.Column("created_by_id", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=True),
        sa.Column("put_at", Moment(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("purged_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_places_imports_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_imports")),
    )
    with op.batch_alter_table("places_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_imports_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_imports_created_at"), ["created_at"], unique=False)

    op.create_table(
        "places_import_households",
        sa.Column("import_id", Key(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("compound", sa.Text(), nullable=False),
        sa.Column("compound_id", Key(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("has_problems", sa.Boolean(), nullable=False),
        sa.Column("household_id", Key(), nullable=True),
        sa.Column("taken_at", Moment(), nullable=True),
        sa.Column("put_at", Moment(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("kept_at", Moment(), nullable=True),
        sa.Column("undo_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_places_import_households_area_id")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["places_imports.id"], name=op.f("fk_places_import_households_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_import_households")),
    )
    with op.batch_alter_table("places_import_households", schema=None) as batch_op:
        batch_op.create_index("ix_places_import_households_kind", ["import_id", "kind"], unique=False)
        batch_op.create_index("ix_places_import_households_id", ["import_id", "id"], unique=False)
        batch_op.create_index("ix_places_import_households_door", ["import_id", "compound_id", "label"], unique=False)
        batch_op.create_index("uq_places_import_households", ["import_id", "compound", "label"], unique=True)

    op.create_table(
        "places_import_rows",
        sa.Column("import_id", Key(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_places_import_rows_area_id")),
        sa.ForeignKeyConstraint(["import_id"], ["places_imports.id"], name=op.f("fk_places_import_rows_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_import_rows")),
    )
    with op.batch_alter_table("places_import_rows", schema=None) as batch_op:
        batch_op.create_index("ix_places_import_rows_import_id", ["import_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("places_import_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_places_import_rows_import_id")

    op.drop_table("places_import_rows")
    with op.batch_alter_table("places_import_households", schema=None) as batch_op:
        batch_op.drop_index("uq_places_import_households")
        batch_op.drop_index("ix_places_import_households_kind")
        batch_op.drop_index("ix_places_import_households_id")
        batch_op.drop_index("ix_places_import_households_door")

    op.drop_table("places_import_households")
    with op.batch_alter_table("places_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_imports_created_at"))
        batch_op.drop_index(batch_op.f("ix_places_imports_area_id"))

    op.drop_table("places_imports")
    op.drop_table("places_remark_words")
    op.drop_index("ix_places_households_merged_into_id", "places_households")
