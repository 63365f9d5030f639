"""Users, what they were granted, and how they come in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
HASH = sa.String(64)


def upgrade() -> None:
    _users()
    _grants()
    _ways_in()
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
    )
    op.create_index("ix_attempts_began_at", "attempts", ["began_at"])


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("office_id", ID, nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("oidc_subject", sa.String(500), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_users_office_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("login", name="uq_users_login"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sa.UniqueConstraint("oidc_subject", name="uq_users_oidc_subject"),
    )
    op.create_index("ix_users_office_id", "users", ["office_id"])


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("granted_by", ID, nullable=True),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("revoked_by", ID, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_grants_user_id_users"),
        sa.ForeignKeyConstraint(["granted_by"], ["users.id"], name="fk_grants_granted_by_users"),
        sa.ForeignKeyConstraint(["revoked_by"], ["users.id"], name="fk_grants_revoked_by_users"),
        sa.PrimaryKeyConstraint("id", name="pk_grants"),
    )
    standing = sa.text("revoked_at IS NULL")
    op.create_index(
        "uq_grants_standing",
        "grants",
        ["user_id", "role", "area"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _ways_in() -> None:
    _way_in("sessions", sa.Column("agent", sa.Text(), nullable=False), *_used(nullable=False), user=False)
    _way_in("api_tokens", sa.Column("name", sa.Text(), nullable=False), *_used(nullable=True), user=False)
    _way_in("invitations", *_used(nullable=True), user=True, revoked=False)


def _used(nullable: bool) -> tuple[sa.Column[object]]:
    return (sa.Column("used_at", MOMENT, nullable=nullable),)


def _way_in(table: str, *more: sa.Column[object], user: bool, revoked: bool = True) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=user),
        sa.Column("token_hash", HASH, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        *more,
        *((sa.Column("revoked_at", MOMENT, nullable=True),) if revoked else ()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id_users"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("token_hash", name=f"uq_{table}_token_hash"),
    )
    op.create_index(f"ix_{table}_user_id", table, ["user_id"])


def downgrade() -> None:
    for table in ("attempts", "invitations", "api_tokens", "sessions", "grants", "users"):
        op.drop_table(table)
