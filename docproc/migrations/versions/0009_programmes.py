"""Programmes and their rules, activities and proofs, submissions a district, and what was paid for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(32)
WORD = sa.String(24)
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    _programmes()
    _activities()
    _submissions()
    _payments()
    _keep("submission_events")
    _keep("payments")


def _programmes() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programmes"),
        sa.UniqueConstraint("code", name="uq_programmes_code"),
    )
    op.create_table(
        "programme_rules",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("key", WORD, nullable=False),
        sa.Column("value", JSON, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("unit", "source", "note")),
        sa.Column("readings", JSON, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("made_by", "reason")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        _to("programme_rules", "programme_id", "programmes"),
        sa.PrimaryKeyConstraint("id", name="pk_programme_rules"),
    )
    _unique_while("uq_programme_rules_current", "programme_rules", ["programme_id", "key"], "superseded_at IS NULL")


def _activities() -> None:
    op.create_table(
        "activities",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("district_id", ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("heading", "title")),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("publisher_id", "publisher_name")),
        sa.Column("sent_by", sa.Text(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("withdrawn_by", "withdrawn_why")),
        _to("activities", "programme_id", "programmes"),
        _to("activities", "district_id", "offices"),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
    )
    op.create_index("ix_activities_district", "activities", ["programme_id", "district_id"])
    op.create_table(
        "evidence_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("attached_by", "attached_name")),
        sa.Column("attached_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("removed_by", "removed_why")),
        _to("evidence_items", "activity_id", "activities"),
        _to("evidence_items", "document_id", "documents"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_items"),
    )
    op.create_index("ix_evidence_items_activity_id", "evidence_items", ["activity_id"])
    _unique_while("uq_evidence_items_document", "evidence_items", ["document_id"], "removed_at IS NULL")


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("district_id", ID, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("missing", JSON, nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _to("submissions", "programme_id", "programmes"),
        _to("submissions", "district_id", "offices"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("programme_id", "district_id", name="uq_submissions_district"),
    )
    op.create_table(
        "submission_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, WORD, nullable=False) for name in ("act", "from_state", "to_state")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("made_by", "name", "reason")),
        sa.Column("missing", JSON, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("seal", "payee_id", "payee_name")),
        sa.Column("at", MOMENT, nullable=False),
        _to("submission_events", "submission_id", "submissions"),
        sa.PrimaryKeyConstraint("id", name="pk_submission_events"),
        sa.UniqueConstraint("submission_id", "number", name="uq_submission_events_number"),
    )


def _payments() -> None:
    people = ("payee_id", "payee_name", "checked_by", "checked_name", "paid_by", "paid_name")
    op.create_table(
        "payments",
        sa.Column("id", ID, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("district_id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("amount_satang", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in people),
        sa.Column("voucher", JSON, nullable=False),
        sa.Column("paid_at", MOMENT, nullable=False),
        _to("payments", "programme_id", "programmes"),
        _to("payments", "district_id", "offices"),
        _to("payments", "submission_id", "submissions"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("programme_id", "district_id", name="uq_payments_district"),
        sa.CheckConstraint("checked_by <> paid_by", name="ck_payments_two_people"),
        sa.CheckConstraint("payee_id <> checked_by AND payee_id <> paid_by", name="ck_payments_payee"),
        sa.CheckConstraint("amount_satang > 0", name="ck_payments_amount"),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def _unique_while(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _keep(table: str) -> None:
    """Let the database itself refuse to change or delete a row."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are kept as they are'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} are kept as they are'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep_{table}()"
    )


def downgrade() -> None:
    for table in ("payments", "submission_events", "submissions", "evidence_items", "activities"):
        op.drop_table(table)
    for table in ("programme_rules", "programmes"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in ("payments", "submission_events"):
            op.execute(f"DROP FUNCTION keep_{table}()")
