"""create the foundations

One idea, and safe while the previous release still runs: add before use, fill in batches, remove one
release later. On PostgreSQL a statement waits at most one second for its lock.
"""

import sqlalchemy as sa
from alembic import op

from app.core.db import Bytewise, Key, Moment

revision = "a1f0"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts_devices",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_devices_token_hash")),
    )
    op.create_table(
        "accounts_throttles",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("full_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_accounts_throttles")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("at", Moment(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", Key(), nullable=True),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", Key(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_actor", ["actor_id", "at"], unique=False)
        batch_op.create_index("ix_audit_entries_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_entries_subject", ["subject_id", "at"], unique=False)

    op.create_table(
        "org_areas",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", Key(), nullable=True),
        sa.Column("path", Bytewise, nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["org_areas.id"], name=op.f("fk_org_areas_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_areas")),
        sa.UniqueConstraint("path", name=op.f("uq_org_areas_path")),
    )
    with op.batch_alter_table("org_areas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_areas_parent_id"), ["parent_id"], unique=False)
        root = sa.text("parent_id IS NULL")
        batch_op.create_index("uq_org_areas_root", ["kind"], unique=True, sqlite_where=root, postgresql_where=root)

    op.create_table(
        "web_receipts",
        sa.Column("op_id", Key(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=True),
        sa.Column("actor_id", Key(), nullable=True),
        sa.Column("endpoint", sa.Text(), nullable=True),
        sa.Column("body_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("device_id", Key(), nullable=True),
        sa.Column("device_seq", sa.Integer(), nullable=True),
        sa.Column("occurred_at", Moment(), nullable=True),
        sa.Column("received_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_web_receipts")),
    )
    with op.batch_alter_table("web_receipts", schema=None) as batch_op:
        batch_op.create_index("ix_web_receipts_received_at", ["received_at"], unique=False)

    op.create_table(
        "accounts_people",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_accounts_people_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_people")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_accounts_people_phone_index")),
    )
    with op.batch_alter_table("accounts_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_people_area_id"), ["area_id"], unique=False)

    op.create_table(
        "org_checkpoints",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_org_checkpoints_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_checkpoints")),
    )
    with op.batch_alter_table("org_checkpoints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_checkpoints_area_id"), ["area_id"], unique=False)

    op.create_table(
        "org_grids",
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_org_grids_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_grids")),
    )
    with op.batch_alter_table("org_grids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_grids_area_id"), ["area_id"], unique=False)

    op.create_table(
        "accounts_enrolment_codes",
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("issued_by_id", Key(), nullable=True),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_people.id"], name=op.f("fk_accounts_enrolment_codes_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_enrolment_codes")),
        sa.UniqueConstraint("code_index", name=op.f("uq_accounts_enrolment_codes_code_index")),
    )
    with op.batch_alter_table("accounts_enrolment_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_enrolment_codes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "accounts_enrolments",
        sa.Column("device_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["accounts_devices.id"], name=op.f("fk_accounts_enrolments_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["accounts_people.id"], name=op.f("fk_accounts_enrolments_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_enrolments")),
    )
    with op.batch_alter_table("accounts_enrolments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_enrolments_device_id"), ["device_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_enrolments_person_id"), ["person_id"], unique=False)

    op.create_table(
        "accounts_sign_ins",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("device_id", Key(), nullable=True),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["accounts_devices.id"], name=op.f("fk_accounts_sign_ins_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["accounts_people.id"], name=op.f("fk_accounts_sign_ins_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_accounts_sign_ins_token_hash")),
    )
    with op.batch_alter_table("accounts_sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_sign_ins_person_id"), ["person_id"], unique=False)

    op.create_table(
        "org_bindings",
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("grid_id", Key(), nullable=True),
        sa.Column("checkpoint_id", Key(), nullable=True),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("bound_by_id", Key(), nullable=True),
        sa.Column("ended_by_id", Key(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_org_bindings_area_id")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["org_checkpoints.id"], name=op.f("fk_org_bindings_checkpoint_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["org_grids.id"], name=op.f("fk_org_bindings_grid_id")),
        sa.ForeignKeyConstraint(["person_id"], ["accounts_people.id"], name=op.f("fk_org_bindings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_bindings")),
    )
    with op.batch_alter_table("org_bindings", schema=None) as batch_op:
        batch_op.create_index("ix_org_bindings_area_id_role", ["area_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_org_bindings_grid_id"), ["grid_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_org_bindings_person_id"), ["person_id"], unique=False)

    op.create_table(
        "org_grid_buildings",
        sa.Column("grid_id", Key(), nullable=False),
        sa.Column("area_id", Key(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("id", Key(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["org_areas.id"], name=op.f("fk_org_grid_buildings_area_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["org_grids.id"], name=op.f("fk_org_grid_buildings_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_grid_buildings")),
    )
    with op.batch_alter_table("org_grid_buildings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_grid_buildings_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_org_grid_buildings_grid_id"), ["grid_id"], unique=False)

    if op.get_bind().dialect.name == "sqlite":  # on PostgreSQL the app's role is granted INSERT and SELECT only
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{act.lower()} BEFORE {act} ON audit_entries "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


def downgrade() -> None:
    with op.batch_alter_table("org_grid_buildings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_grid_buildings_grid_id"))
        batch_op.drop_index(batch_op.f("ix_org_grid_buildings_area_id"))

    op.drop_table("org_grid_buildings")
    with op.batch_alter_table("org_bindings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_bindings_person_id"))
        batch_op.drop_index(batch_op.f("ix_org_bindings_grid_id"))
        batch_op.drop_index("ix_org_bindings_area_id_role")

    op.drop_table("org_bindings")
    with op.batch_alter_table("accounts_sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_sign_ins_person_id"))

    op.drop_table("accounts_sign_ins")
    with op.batch_alter_table("accounts_enrolments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_enrolments_person_id"))
        batch_op.drop_index(batch_op.f("ix_accounts_enrolments_device_id"))

    op.drop_table("accounts_enrolments")
    with op.batch_alter_table("accounts_enrolment_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_enrolment_codes_person_id"))

    op.drop_table("accounts_enrolment_codes")
    with op.batch_alter_table("org_grids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_grids_area_id"))

    op.drop_table("org_grids")
    with op.batch_alter_table("org_checkpoints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_checkpoints_area_id"))

    op.drop_table("org_checkpoints")
    with op.batch_alter_table("accounts_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_people_area_id"))

    op.drop_table("accounts_people")
    with op.batch_alter_table("web_receipts", schema=None) as batch_op:
        batch_op.drop_index("ix_web_receipts_received_at")

    op.drop_table("web_receipts")
    with op.batch_alter_table("org_areas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_areas_parent_id"))

    op.drop_table("org_areas")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_subject")
        batch_op.drop_index("ix_audit_entries_at")
        batch_op.drop_index("ix_audit_entries_actor")

    op.drop_table("audit_entries")
    op.drop_table("accounts_throttles")
    op.drop_table("accounts_devices")
