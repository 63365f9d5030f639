"""Queries about users, what they were granted, and the office they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.rights import EVERYWHERE, Actor, Grant, Role
from models.tables.offices import OfficeRecord
from models.tables.users import GrantRecord, UserRecord


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to be made. `login` is folded already; `office` is a code, None for none."""

    login: str
    name: str
    office: str | None = None
    email: str | None = None


def add(session: Session, new: NewUser, at: dt.datetime) -> str | None:
    """The new user's id; None where the name to sign in by, or the e-mail address, is taken."""
    row = {
        "id": new_id(),
        "login": new.login,
        "name": new.name,
        "email": new.email,
        "office_id": office_id(session, new.office) if new.office else None,
        "is_active": True,
        "created_at": at,
    }
    made = insert_new(session, UserRecord, [row])
    return made[0] if made else None


def find(session: Session, user_id: str) -> UserRecord | None:
    return session.get(UserRecord, user_id)


def by_login(session: Session, login: str) -> UserRecord | None:
    return session.scalar(select(UserRecord).where(UserRecord.login == login))


def by_subject(session: Session, subject: str) -> UserRecord | None:
    return session.scalar(select(UserRecord).where(UserRecord.oidc_subject == subject))


def by_email(session: Session, email: str) -> UserRecord | None:
    return session.scalar(select(UserRecord).where(UserRecord.email == email))


def names(session: Session, user_ids: Iterable[str]) -> dict[str, str]:
    """Id to full name."""
    query = select(UserRecord.id, UserRecord.name).where(UserRecord.id.in_(set(user_ids)))
    return dict(session.execute(query).all())


def page_after(session: Session, after: str | None, limit: int, area: str | None = None) -> list[UserRecord]:
    """Users in the order of their names to sign in by, those behind `after`; of one area's offices alone if named."""
    query = select(UserRecord).order_by(UserRecord.login).limit(limit)
    if after is not None:
        query = query.where(UserRecord.login > after)
    if area is not None and area != EVERYWHERE:
        offices = select(OfficeRecord.id).where(OfficeRecord.path.startswith(area, autoescape=True))
        query = query.where(UserRecord.office_id.in_(offices))
    return list(session.scalars(query))


def office_id(session: Session, code: str) -> str:
    """LookupError where no office has the code."""
    found = session.scalar(select(OfficeRecord.id).where(OfficeRecord.code == code))
    if found is None:
        raise LookupError(code)
    return found


def office_path(session: Session, code: str) -> str | None:
    """The path of the office with this code; None where there is none."""
    return session.scalar(select(OfficeRecord.path).where(OfficeRecord.code == code))


def offices_of(session: Session, users: Iterable[UserRecord]) -> dict[str, OfficeRecord]:
    """User's id to office, for those who belong to one."""
    by_office = {user.office_id: user for user in users if user.office_id is not None}
    found = {one.id: one for one in session.scalars(select(OfficeRecord).where(OfficeRecord.id.in_(by_office)))}
    return {user.id: found[user.office_id] for user in users if user.office_id in found}


def office_names(session: Session, paths: Iterable[str]) -> dict[str, str]:
    """The names of offices by their paths."""
    query = select(OfficeRecord.path, OfficeRecord.name).where(OfficeRecord.path.in_(set(paths)))
    return dict(session.execute(query).all())


def actor(session: Session, user: UserRecord) -> Actor:
    """The user as every check of rights takes it."""
    office = session.get(OfficeRecord, user.office_id) if user.office_id is not None else None
    standing = grants(session, [user.id])
    return Actor(
        user_id=user.id,
        name=user.name,
        office_path=office.path if office is not None else EVERYWHERE,
        grants=tuple(Grant(one.role, one.area) for one in standing),
    )


def grants(session: Session, user_ids: Iterable[str]) -> list[GrantRecord]:
    """What stands of what these users were granted, in the order of granting."""
    query = (
        select(GrantRecord)
        .where(GrantRecord.user_id.in_(list(user_ids)), GrantRecord.revoked_at.is_(None))
        .order_by(GrantRecord.id)
    )
    return list(session.scalars(query))


def find_grant(session: Session, grant_id: str) -> GrantRecord | None:
    return session.get(GrantRecord, grant_id)


def add_grant(session: Session, user_id: str, grant: Grant, by: str | None, at: dt.datetime) -> None:
    """Nothing changes where the user has it already."""
    row = {
        "id": new_id(),
        "user_id": user_id,
        "role": grant.role,
        "area": grant.area,
        "granted_by": by,
        "granted_at": at,
    }
    insert_new(session, GrantRecord, [row])


def has_administrator(session: Session) -> bool:
    """Whether somebody who may come in is an administrator of everything."""
    query = (
        select(GrantRecord.id)
        .join(UserRecord, UserRecord.id == GrantRecord.user_id)
        .where(
            GrantRecord.role == Role.ADMINISTRATOR,
            GrantRecord.area == EVERYWHERE,
            GrantRecord.revoked_at.is_(None),
            UserRecord.is_active,
            or_(UserRecord.password_hash.is_not(None), UserRecord.oidc_subject.is_not(None)),
        )
        .limit(1)
    )
    return session.scalar(query) is not None
