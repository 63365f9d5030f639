"""Coming in and going out: sessions of browsers, and who speaks in one."""

from __future__ import annotations

import datetime as dt

from docproc.repository import users, ways_in
from docproc.repository.clock import moment
from docproc.users import limits, passwords
from docproc.users.names import folded_login
from docproc.users.secrets import hash_of, new_secret
from docproc.wiring import Service
from models.rights import Actor
from models.tables.users import ApiTokenRecord, SessionRecord

LONGEST_AGENT = 200


class WrongPasswordError(Exception):
    """No user of that name has that password; which of the two is wrong is not said."""


def sign_in(service: Service, login: str, password: str, *, address: str, agent: str) -> str:
    """The secret of a new session. Raises WrongPasswordError, TooOftenError.

    An unknown name, a user who may not come in and a wrong password take the same time and give the same answer.
    """
    folded = folded_login(login)
    limits.spend(service, limits.SIGN_INS_FROM_ADDRESS, address)
    limits.spend(service, limits.SIGN_INS_OF_NAME, folded)
    with service.database.reading() as session:
        user = users.by_login(session, folded)
    if not passwords.is_right(password, user.password_hash if user is not None else None):
        raise WrongPasswordError
    if user is None or not user.is_active:
        raise WrongPasswordError
    limits.forgive(service, limits.SIGN_INS_OF_NAME, folded)
    return open_session(service, user.id, agent)


def open_session(service: Service, user_id: str, agent: str) -> str:
    """The secret of a new session of somebody who has shown who they are."""
    secret = new_secret()
    plain_agent = "".join(char for char in agent if char.isprintable())[:LONGEST_AGENT]
    with service.database.writing() as session:
        now = moment(session)
        expires_at = now + dt.timedelta(seconds=service.settings.session_seconds)
        ways_in.add_session(session, user_id, hash_of(secret), plain_agent, now, expires_at)
    return secret


def sign_out(service: Service, secret: str) -> None:
    """Ends the session, wherever else its secret may be known."""
    with service.database.writing() as session:
        now = moment(session)
        found = ways_in.standing_session(session, hash_of(secret), now, _idle(service))
        if found is not None:
            ways_in.revoke_sessions(session, found[0].user_id, now, only=found[0].id)


def actor_of_session(service: Service, secret: str) -> Actor | None:
    """Who speaks in the session; None where it does not stand."""
    with service.database.reading() as session:
        now = moment(session)
        found = ways_in.standing_session(session, hash_of(secret), now, _idle(service))
        if found is None:
            return None
        row, user = found
        actor = users.actor(session, user)
    if ways_in.is_use_due(row.used_at, now):
        _note_use(service, SessionRecord, row.id, now)
    return actor


def actor_of_token(service: Service, secret: str) -> Actor | None:
    """In whose name the program speaks; None where its token does not stand."""
    with service.database.reading() as session:
        now = moment(session)
        found = ways_in.standing_token(session, hash_of(secret), now)
        if found is None:
            return None
        row, user = found
        actor = users.actor(session, user)
    if ways_in.is_use_due(row.used_at, now):
        _note_use(service, ApiTokenRecord, row.id, now)
    return actor


def sessions_of(service: Service, user_id: str) -> list[SessionRecord]:
    """The user's sessions that stand, the latest used first."""
    with service.database.reading() as session:
        return ways_in.sessions_of(session, user_id, moment(session), _idle(service))


def end_session(service: Service, user_id: str, session_id: str) -> None:
    """Ends one of the user's own sessions; another's is left as it is."""
    with service.database.writing() as session:
        ways_in.revoke_sessions(session, user_id, moment(session), only=session_id)


def change_password(service: Service, user_id: str, old: str, new: str, *, kept: str) -> None:
    """Sets another password and ends all sessions but the one with the secret `kept`.

    Raises WrongPasswordError, WeakPasswordError, TooOftenError.
    """
    with service.database.reading() as session:
        user = users.find(session, user_id)
    assert user is not None
    limits.spend(service, limits.SIGN_INS_OF_NAME, user.login)
    if not passwords.is_right(old, user.password_hash):
        raise WrongPasswordError
    limits.forgive(service, limits.SIGN_INS_OF_NAME, user.login)
    new_hash = passwords.hashed(passwords.checked(new, user.login))
    with service.database.writing() as session:
        held = users.find(session, user_id)
        assert held is not None
        held.password_hash = new_hash
        ways_in.revoke_sessions(session, user_id, moment(session), but=hash_of(kept))


def _note_use(service: Service, record: type[SessionRecord] | type[ApiTokenRecord], key: str, now: dt.datetime) -> None:
    with service.database.writing() as session:
        ways_in.note_use(session, record, key, now)


def _idle(service: Service) -> dt.timedelta:
    return dt.timedelta(seconds=service.settings.session_idle_seconds)
