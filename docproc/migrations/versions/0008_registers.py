"""Villages, officials, leaders, volunteers and quotas; the registers of letters received and sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_index("ix_offices_name", "offices", ["name"])
    _villages()
    _staff()
    _volunteers()
    _letters()


def _villages() -> None:
    op.create_table(
        "villages",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("moo", sa.Integer(), nullable=False),
        sa.Column("subdistrict_code", sa.String(length=6), nullable=False),
        sa.Column("subdistrict", sa.Text(), nullable=False),
        sa.Column("district_id", ID, nullable=False),
        sa.Column("local_id", ID, nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["offices.id"], name="fk_villages_district_id_offices"),
        sa.ForeignKeyConstraint(["local_id"], ["offices.id"], name="fk_villages_local_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_villages"),
        sa.UniqueConstraint("code", name="uq_villages_code"),
    )
    op.create_index("ix_villages_district_id", "villages", ["district_id"])
    op.create_index("ix_villages_local_id", "villages", ["local_id"])
    op.create_index("ix_villages_path", "villages", ["path", "code"], postgresql_ops={"path": "text_pattern_ops"})


def _staff() -> None:
    op.create_table(
        "district_leaders",
        sa.Column("id", ID, nullable=False),
        sa.Column("district_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["offices.id"], name="fk_district_leaders_district_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_district_leaders"),
        sa.UniqueConstraint("district_id", "name_key", name="uq_district_leaders_district_id_name_key"),
    )
    op.create_index("ix_district_leaders_path", "district_leaders", ["path"])
    op.create_table(
        "officials",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("acting", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_officials_office_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_officials"),
    )
    op.create_index("ix_officials_name_key", "officials", ["name_key"])
    op.create_index("ix_officials_office_id", "officials", ["office_id"])
    op.create_table(
        "quotas",
        sa.Column("id", ID, nullable=False),
        sa.Column("province_id", ID, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["offices.id"], name="fk_quotas_province_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_quotas"),
        sa.UniqueConstraint("province_id", "fiscal_year", name="uq_quotas_province_id_fiscal_year"),
    )


def _volunteers() -> None:
    op.create_table(
        "volunteers",
        sa.Column("id", ID, nullable=False),
        sa.Column("village_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("is_focus_age", sa.Boolean(), nullable=True),
        sa.Column("online_on", sa.Date(), nullable=True),
        sa.Column("online_hours", sa.Integer(), nullable=True),
        sa.Column("selected_on", sa.Date(), nullable=True),
        sa.Column("classroom_on", sa.Date(), nullable=True),
        sa.Column("classroom_hours", sa.Integer(), nullable=True),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.Column("certificate_no", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["village_id"], ["villages.id"], name="fk_volunteers_village_id_villages"),
        sa.PrimaryKeyConstraint("id", name="pk_volunteers"),
        sa.UniqueConstraint("village_id", "name_key", name="uq_volunteers_village_id_name_key"),
    )
    op.create_index("ix_volunteers_path", "volunteers", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"})
    op.create_table(
        "volunteer_twins",
        sa.Column("id", ID, nullable=False),
        sa.Column("volunteer_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["volunteers.id"], name="fk_volunteer_twins_other_id_volunteers"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name="fk_volunteer_twins_volunteer_id_volunteers"),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_twins"),
        sa.UniqueConstraint("volunteer_id", "other_id", name="uq_volunteer_twins_volunteer_id_other_id"),
    )
    op.create_index(
        "ix_volunteer_twins_open", "volunteer_twins", ["path", "id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_volunteer_twins_other_id", "volunteer_twins", ["other_id"])


def _letters() -> None:
    op.create_table(
        "register_counters",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("book", WORD, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_register_counters_office_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_register_counters"),
        sa.UniqueConstraint("office_id", "book", "year", name="uq_register_counters_office_id_book_year"),
    )
    op.create_table(
        "register_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("book", WORD, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_time", sa.String(length=5), nullable=True),
        sa.Column("reference_no", sa.Text(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("voided_by", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("number > 0", name="ck_register_entries_number"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_register_entries_document_id_documents"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_register_entries_office_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_register_entries"),
        sa.UniqueConstraint(
            "office_id", "book", "year", "number", name="uq_register_entries_office_id_book_year_number"
        ),
    )
    op.create_index("ix_register_entries_document_id", "register_entries", ["document_id"])


def downgrade() -> None:
    for table in (
        "register_entries",
        "register_counters",
        "volunteer_twins",
        "volunteers",
        "quotas",
        "district_leaders",
        "officials",
        "villages",
    ):
        op.drop_table(table)
    op.drop_index("ix_offices_name", "offices")
