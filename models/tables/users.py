"""Who may come in and what they were granted: users, grants, sessions, tokens for programs, one-time invitations.

Of every secret only the SHA-256 is kept (of passwords an Argon2 hash), so nobody comes in by what stands here.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.rights import Role
from models.tables.record import Id, Record


class UserRecord(Record):
    """One person. `login` is in its folded form; `oidc_subject` is issuer and subject of an outside sign-in.

    Without a password hash there is no sign-in by password; without an office what the user hands in belongs to none.
    """

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    office_id: Mapped[str | None] = mapped_column(Id, ForeignKey("offices.id"), index=True)
    password_hash: Mapped[str | None]
    oidc_subject: Mapped[str | None] = mapped_column(String(500), unique=True)
    is_active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"), default=True)
    created_at: Mapped[dt.datetime]


class GrantRecord(Record):
    """A role over an area, never deleted. `granted_by` is a user; null where it was said on the machine itself."""

    __tablename__ = "grants"
    __table_args__ = (
        Index(
            "uq_grants_standing",
            "user_id",
            "role",
            "area",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.id"))
    role: Mapped[Role]
    area: Mapped[str]
    granted_by: Mapped[str | None] = mapped_column(Id, ForeignKey("users.id"))
    granted_at: Mapped[dt.datetime]
    revoked_by: Mapped[str | None] = mapped_column(Id, ForeignKey("users.id"))
    revoked_at: Mapped[dt.datetime | None]


class SessionRecord(Record):
    """One browser that is signed in, until it is idle for too long, too old, or revoked."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agent: Mapped[str]
    created_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]


class ApiTokenRecord(Record):
    """What a program shows in a person's name."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]


class InvitationRecord(Record):
    """A link that works once: its user sets a password. Without a user it makes the first administrator."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str | None] = mapped_column(Id, ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class AttemptRecord(Record):
    """How often something was tried since `began_at`. `key` says what, and by which name or from which address."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    began_at: Mapped[dt.datetime] = mapped_column(index=True)
