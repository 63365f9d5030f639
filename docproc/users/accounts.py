"""Users and what they are granted. Each act names who asks for it; without a name it is said on the machine itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.repository import users, ways_in
from docproc.repository.clock import moment
from docproc.repository.users import NewUser
from docproc.users import passwords
from docproc.users.names import checked_login, checked_name
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, DeniedError, Grant, Right, Role
from models.tables.offices import OfficeRecord
from models.tables.users import GrantRecord, UserRecord


class TakenError(ValueError):
    """Somebody else has that name to sign in by, or that e-mail address."""


class UnknownOfficeError(LookupError):
    """No office has that code."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user with office and standing grants, as an administrator sees them."""

    user: UserRecord
    office: OfficeRecord | None
    grants: tuple[GrantRecord, ...]


def add_user(
    service: Service, asked: Actor | None, new: NewUser, role: Role | None = None, area: str | None = None
) -> str:
    """The id of the new user, who comes in by an invitation, with a role over an office's area (None: everything).

    Raises NotANameError, TakenError, UnknownOfficeError, and DeniedError where the user's office, or the area, lies
    outside the area of who asks.
    """
    checked = NewUser(
        login=checked_login(new.login),
        name=checked_name(new.name),
        office=new.office or None,
        email=new.email.strip().casefold() if new.email and new.email.strip() else None,
    )
    with service.database.writing() as session:
        _require(asked, _path_of(session, checked.office))
        now = moment(session)
        user_id = users.add(session, checked, now)
        if user_id is None:
            raise TakenError(checked.login)
        if role is not None:
            path = _path_of(session, area)
            _require(asked, path)
            users.add_grant(session, user_id, Grant(role, path), asked.user_id if asked is not None else None, now)
    return user_id


def set_password(service: Service, user_id: str, password: str) -> None:
    """Raises WeakPasswordError. For who has shown another way who they are: by an invitation, on the machine."""
    with service.database.reading() as session:
        user = _user(session, user_id)
    password_hash = passwords.hashed(passwords.checked(password, user.login))
    with service.database.writing() as session:
        _user(session, user_id).password_hash = password_hash
        ways_in.revoke_sessions(session, user_id, moment(session))


def grant(service: Service, asked: Actor | None, user_id: str, role: Role, office: str | None) -> None:
    """A role over the area of an office, over everything without one. Raises DeniedError, UnknownOfficeError."""
    with service.database.writing() as session:
        user = _user(session, user_id)
        area = _path_of(session, office)
        _require(asked, area)
        _require(asked, _area_of_user(session, user))
        by = asked.user_id if asked is not None else None
        users.add_grant(session, user.id, Grant(role, area), by, moment(session))


def revoke(service: Service, asked: Actor | None, user_id: str, grant_id: str) -> None:
    """Takes a grant back; it counts no more from the next request on. Nobody takes away their own administration."""
    with service.database.writing() as session:
        row = users.find_grant(session, grant_id)
        if row is None or row.user_id != user_id:
            raise LookupError(grant_id)
        _require(asked, row.area)
        if asked is not None and row.user_id == asked.user_id and row.role is Role.ADMINISTRATOR:
            raise DeniedError(Right.ADMINISTER)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = moment(session), asked.user_id if asked is not None else None


def set_active(service: Service, asked: Actor | None, user_id: str, *, is_active: bool) -> None:
    """Lets nobody in under this name any more, or lets them in again; sessions and tokens end at once."""
    with service.database.writing() as session:
        user = _user(session, user_id)
        _require_all(session, asked, user)
        if asked is not None and asked.user_id == user_id:
            raise DeniedError(Right.ADMINISTER)
        user.is_active = is_active
        if not is_active:
            ways_in.revoke_sessions(session, user_id, moment(session))
            ways_in.revoke_tokens(session, user_id, moment(session))


def list_accounts(service: Service, asked: Actor, after: str | None, limit: int) -> list[Account]:
    """Users in the order of their names to sign in by: those of the widest area that `asked` administers."""
    areas = asked.areas(Right.ADMINISTER)
    if not areas:
        raise DeniedError(Right.ADMINISTER)
    with service.database.reading() as session:
        found = users.page_after(session, after, limit, areas[0])
        return _accounts(session, found)


def find_account(service: Service, asked: Actor, user_id: str) -> Account:
    """Raises LookupError, DeniedError."""
    with service.database.reading() as session:
        user = _user(session, user_id)
        _require(asked, _area_of_user(session, user))
        return _accounts(session, [user])[0]


def account_of(service: Service, user_id: str) -> Account:
    """Somebody's own account. Raises LookupError."""
    with service.database.reading() as session:
        return _accounts(session, [_user(session, user_id)])[0]


def area_names(service: Service, accounts: Iterable[Account]) -> dict[str, str]:
    """The names of the offices whose areas were granted, by path."""
    paths = {one.area for account in accounts for one in account.grants}
    with service.database.reading() as session:
        return users.office_names(session, paths)


def _accounts(session: Session, found: list[UserRecord]) -> list[Account]:
    offices = users.offices_of(session, found)
    held = users.grants(session, [user.id for user in found])
    return [Account(user, offices.get(user.id), tuple(one for one in held if one.user_id == user.id)) for user in found]


def _require(asked: Actor | None, path: str) -> None:
    if asked is not None:
        asked.require(Right.ADMINISTER, path)


def _require_all(session: Session, asked: Actor | None, user: UserRecord) -> None:
    """Over the user's office and over everything granted: who is more than a district's cannot be shut out by it."""
    _require(asked, _area_of_user(session, user))
    for one in users.grants(session, [user.id]):
        _require(asked, one.area)


def require_administers(session: Session, asked: Actor | None, user_id: str) -> UserRecord:
    """The user, where `asked` administers office and all grants. Raises LookupError, DeniedError."""
    user = _user(session, user_id)
    _require_all(session, asked, user)
    return user


def _area_of_user(session: Session, user: UserRecord) -> str:
    office = users.offices_of(session, [user]).get(user.id)
    return office.path if office is not None else EVERYWHERE


def path_of_office(service: Service, code: str) -> str:
    """Raises UnknownOfficeError."""
    with service.database.reading() as session:
        return _path_of(session, code)


def _path_of(session: Session, office: str | None) -> str:
    if not office:
        return EVERYWHERE
    path = users.office_path(session, office)
    if path is None:
        raise UnknownOfficeError(office)
    return path


def _user(session: Session, user_id: str) -> UserRecord:
    user = users.find(session, user_id)
    if user is None:
        raise LookupError(user_id)
    return user
