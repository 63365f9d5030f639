"""Queries about sessions, tokens of programs and invitations: found by the hash of their secret while they stand."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from models.tables.users import ApiTokenRecord, InvitationRecord, SessionRecord, UserRecord

# A page makes many requests; when it was last used is put down only so often.
NOTED_EVERY = dt.timedelta(minutes=1)


def add_session(
    session: Session, user_id: str, token_hash: str, agent: str, at: dt.datetime, expires_at: dt.datetime
) -> None:
    row = SessionRecord(
        id=new_id(),
        user_id=user_id,
        token_hash=token_hash,
        agent=agent,
        created_at=at,
        used_at=at,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()


def standing_session(
    session: Session, token_hash: str, now: dt.datetime, idle: dt.timedelta
) -> tuple[SessionRecord, UserRecord] | None:
    """The session with its user, while both stand."""
    query = (
        select(SessionRecord, UserRecord)
        .join(UserRecord, UserRecord.id == SessionRecord.user_id)
        .where(
            SessionRecord.token_hash == token_hash,
            SessionRecord.revoked_at.is_(None),
            SessionRecord.expires_at > now,
            SessionRecord.used_at > now - idle,
            UserRecord.is_active,
        )
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found is not None else None


def sessions_of(session: Session, user_id: str, now: dt.datetime, idle: dt.timedelta) -> list[SessionRecord]:
    """The user's sessions that stand, the latest used first."""
    query = (
        select(SessionRecord)
        .where(
            SessionRecord.user_id == user_id,
            SessionRecord.revoked_at.is_(None),
            SessionRecord.expires_at > now,
            SessionRecord.used_at > now - idle,
        )
        .order_by(SessionRecord.used_at.desc())
    )
    return list(session.scalars(query))


def revoke_sessions(session: Session, user_id: str, at: dt.datetime, *, only: str | None = None, but: str = "") -> None:
    """Ends the user's sessions: all, or `only` the one with that id; never the one with the token hash `but`."""
    statement = update(SessionRecord).where(
        SessionRecord.user_id == user_id, SessionRecord.revoked_at.is_(None), SessionRecord.token_hash != but
    )
    if only is not None:
        statement = statement.where(SessionRecord.id == only)
    session.execute(statement.values(revoked_at=at).execution_options(synchronize_session=False))


def add_token(
    session: Session, user_id: str, name: str, token_hash: str, at: dt.datetime, expires_at: dt.datetime
) -> None:
    row = ApiTokenRecord(
        id=new_id(), user_id=user_id, name=name, token_hash=token_hash, created_at=at, expires_at=expires_at
    )
    session.add(row)
    session.flush()


def standing_token(session: Session, token_hash: str, now: dt.datetime) -> tuple[ApiTokenRecord, UserRecord] | None:
    """The token with its user, while both stand."""
    query = (
        select(ApiTokenRecord, UserRecord)
        .join(UserRecord, UserRecord.id == ApiTokenRecord.user_id)
        .where(
            ApiTokenRecord.token_hash == token_hash,
            ApiTokenRecord.revoked_at.is_(None),
            ApiTokenRecord.expires_at > now,
            UserRecord.is_active,
        )
    )
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found is not None else None


def tokens_of(session: Session, user_id: str) -> list[ApiTokenRecord]:
    """The user's tokens that were not revoked, the newest first; those that have expired too."""
    query = (
        select(ApiTokenRecord)
        .where(ApiTokenRecord.user_id == user_id, ApiTokenRecord.revoked_at.is_(None))
        .order_by(ApiTokenRecord.id.desc())
    )
    return list(session.scalars(query))


def revoke_tokens(session: Session, user_id: str, at: dt.datetime, only: str | None = None) -> None:
    """Ends the user's tokens: all, or `only` the one with that id."""
    statement = update(ApiTokenRecord).where(ApiTokenRecord.user_id == user_id, ApiTokenRecord.revoked_at.is_(None))
    if only is not None:
        statement = statement.where(ApiTokenRecord.id == only)
    session.execute(statement.values(revoked_at=at).execution_options(synchronize_session=False))


def note_use(session: Session, record: type[SessionRecord] | type[ApiTokenRecord], key: str, now: dt.datetime) -> None:
    """Put down that the session or token was used."""
    session.execute(
        update(record)
        .where(record.id == key, or_(record.used_at.is_(None), record.used_at < now))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def is_use_due(used_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the last use was put down so long ago that this one is to be put down too."""
    return used_at is None or now - used_at >= NOTED_EVERY


def replace_invitation(
    session: Session, user_id: str | None, token_hash: str, at: dt.datetime, expires_at: dt.datetime
) -> None:
    """A new link for the user (for the first administrator without one); earlier ones no longer work."""
    for earlier in session.scalars(
        select(InvitationRecord).where(InvitationRecord.user_id == user_id, InvitationRecord.used_at.is_(None))
    ):
        earlier.used_at = at
    row = InvitationRecord(id=new_id(), user_id=user_id, token_hash=token_hash, created_at=at, expires_at=expires_at)
    session.add(row)
    session.flush()


def standing_invitation(session: Session, token_hash: str, now: dt.datetime) -> InvitationRecord | None:
    query = select(InvitationRecord).where(
        InvitationRecord.token_hash == token_hash,
        InvitationRecord.used_at.is_(None),
        InvitationRecord.expires_at > now,
    )
    return session.scalar(query)


def use_invitation(session: Session, invitation: InvitationRecord, at: dt.datetime) -> bool:
    """Marks it used; False where somebody else was first."""
    taken = session.execute(
        update(InvitationRecord)
        .where(InvitationRecord.id == invitation.id, InvitationRecord.used_at.is_(None))
        .values(used_at=at)
        .returning(InvitationRecord.id)
        .execution_options(synchronize_session=False)
    )
    return taken.scalar_one_or_none() is not None
