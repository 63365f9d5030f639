"""People who may come in, for tests: made without a password, known by a session or a token at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext

from docproc.identifiers import new_id
from docproc.repository import users, ways_in
from docproc.repository.clock import moment
from docproc.repository.users import NewUser
from docproc.users.api_tokens import add_token
from docproc.users.secrets import hash_of
from docproc.users.sign_in import open_session
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, Grant, Role

CLERK: Final = "สมศรี ตัวอย่าง"
KNOWN_SECRET: Final = "known-to-every-test"
KNOWN_COOKIE: Final = {"session": KNOWN_SECRET}


def user(service: Service, *roles: Role, area: str = EVERYWHERE, office: str | None = None, name: str = CLERK) -> str:
    """The id of a new user with these roles over the area."""
    grants = [Grant(role, area) for role in roles]
    return user_with(service, grants, office, name)


def user_with(service: Service, grants: Iterable[Grant], office: str | None = None, name: str = CLERK) -> str:
    """The id of a new user with these grants, of the office with this code."""
    with service.database.writing() as session:
        now = moment(session)
        user_id = users.add(session, NewUser(f"user-{new_id()[-12:]}", name, office), now)
        assert user_id is not None
        for grant in grants:
            users.add_grant(session, user_id, grant, None, now)
    return user_id


def actor(service: Service, user_id: str) -> Actor:
    with service.database.reading() as session:
        found = users.find(session, user_id)
        assert found is not None
        return users.actor(session, found)


def bearer(service: Service, user_id: str) -> dict[str, str]:
    """The header by which a program speaks in the user's name."""
    return {"Authorization": f"Bearer {add_token(service, user_id, 'test', 1)}"}


def session_cookie(service: Service, user_id: str) -> dict[str, str]:
    """The cookie of a browser in which the user is signed in."""
    return {"session": open_session(service, user_id, "test")}


def known_session(service: Service, *roles: Role, **whose: str) -> str:
    """Lets the browsers of `context` in, as a person of these roles (of all where none is given); the user's id.

    `whose`: `area`, `office` and `name` as for `user`.
    """
    user_id = user(service, *(roles or tuple(Role)), **whose)
    with service.database.writing() as session:
        now = moment(session)
        ways_in.add_session(session, user_id, hash_of(KNOWN_SECRET), "test", now, now + dt.timedelta(days=1))
    return user_id


def known_cookie() -> SetCookieParam:
    """The cookie of `known_session`, for any service of this machine."""
    return {
        "name": "session",
        "value": KNOWN_SECRET,
        "domain": "127.0.0.1",
        "path": "/",
        "httpOnly": True,
        "sameSite": "Lax",
    }


def context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser that remembers nothing but the session of `known_session`, at any service of this machine."""
    opened = browser.new_context(locale="th-TH", **options)
    opened.add_cookies([known_cookie()])
    return opened
