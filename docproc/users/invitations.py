"""Links that work once: the first administrator's, and those by which new users set their passwords."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docproc.repository import users, ways_in
from docproc.repository.clock import moment
from docproc.repository.users import NewUser
from docproc.users import limits, passwords
from docproc.users.accounts import TakenError, require_administers
from docproc.users.names import checked_login, checked_name
from docproc.users.secrets import hash_of, new_secret
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, Grant, Role
from models.tables.users import UserRecord

INVITED_FOR = dt.timedelta(days=7)
FIRST_START_FOR = dt.timedelta(days=1)


class NoInvitationError(LookupError):
    """The link was used, is too old, or never was."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a link lets in: a user, or (None) whoever becomes the first administrator."""

    user: UserRecord | None


def invite(service: Service, asked: Actor | None, user_id: str) -> str:
    """The secret of a link by which the user sets a password; an earlier one no longer works.

    Raises LookupError, and DeniedError where who asks does not administer all that the user may do.
    """
    secret = new_secret()
    with service.database.writing() as session:
        user = require_administers(session, asked, user_id)
        now = moment(session)
        ways_in.replace_invitation(session, user.id, hash_of(secret), now, now + INVITED_FOR)
    return secret


def first_start(service: Service) -> str | None:
    """The secret of the link that makes the first administrator; None once there is one."""
    secret = new_secret()
    with service.database.writing() as session:
        if users.has_administrator(session):
            return None
        now = moment(session)
        ways_in.replace_invitation(session, None, hash_of(secret), now, now + FIRST_START_FOR)
    return secret


def find_invitation(service: Service, secret: str, address: str) -> Invitation:
    """Raises NoInvitationError, TooOftenError."""
    limits.spend(service, limits.INVITATIONS_FROM_ADDRESS, address)
    with service.database.reading() as session:
        row = ways_in.standing_invitation(session, hash_of(secret), moment(session))
        if row is None:
            raise NoInvitationError
        user = users.find(session, row.user_id) if row.user_id is not None else None
    if row.user_id is not None and (user is None or not user.is_active):
        raise NoInvitationError
    return Invitation(user)


def accept_invitation(service: Service, secret: str, address: str, password: str, who: NewUser | None = None) -> str:
    """Sets the password, and makes the first administrator of `who` where that is what the link is for; the user's id.

    Raises NoInvitationError, TooOftenError, NotANameError, TakenError, WeakPasswordError.
    """
    invitation = find_invitation(service, secret, address)
    if invitation.user is not None:
        login = invitation.user.login
    elif who is not None:
        login = checked_login(who.login)
    else:
        raise NoInvitationError
    password_hash = passwords.hashed(passwords.checked(password, login))
    with service.database.writing() as session:
        now = moment(session)
        row = ways_in.standing_invitation(session, hash_of(secret), now)
        if row is None or not ways_in.use_invitation(session, row, now):
            raise NoInvitationError
        if row.user_id is not None:
            user_id = row.user_id
        else:
            assert who is not None
            made = users.add(session, NewUser(login, checked_name(who.name)), now)
            if made is None:
                raise TakenError(login)
            user_id = made
            users.add_grant(session, user_id, Grant(Role.ADMINISTRATOR, EVERYWHERE), None, now)
        user = users.find(session, user_id)
        assert user is not None
        user.password_hash = password_hash
        ways_in.revoke_sessions(session, user_id, now)
    return user_id
