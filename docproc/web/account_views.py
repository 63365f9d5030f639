"""Users, their grants, sessions and tokens as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docproc.users.accounts import Account, account_of, area_names
from docproc.users.api_tokens import tokens_of
from docproc.users.secrets import hash_of
from docproc.users.sign_in import sessions_of
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, Role
from models.tables.users import ApiTokenRecord

# Browsers name each other's names too: the first that is found counts.
BROWSERS: Final = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class GrantView:
    """`area` is the name of the office over whose area it is; None where it is over everything."""

    id: str
    role: Role
    area: str | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """`device` is browser and system, as far as the browser said: the names of products, the same in all languages."""

    id: str
    device: str
    used_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as an administrator sees one; `office` is its name and code."""

    id: str
    login: str
    name: str
    office: str | None
    grants: tuple[GrantView, ...]
    is_active: bool
    is_invited: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account."""

    user: UserView
    has_password: bool
    sessions: tuple[SessionView, ...]
    tokens: tuple[ApiTokenRecord, ...]


def account_view(service: Service, actor: Actor, secret: str) -> AccountView:
    """The actor's own account; `secret` is that of the session at hand."""
    account = account_of(service, actor.user_id)
    here = hash_of(secret)
    return AccountView(
        user=user_view(account, area_names(service, [account])),
        has_password=account.user.password_hash is not None,
        sessions=tuple(
            SessionView(one.id, device_in_words(one.agent), one.used_at, one.token_hash == here)
            for one in sessions_of(service, actor.user_id)
        ),
        tokens=tuple(tokens_of(service, actor.user_id)),
    )


def device_in_words(agent: str) -> str:
    """ "Chrome · Android" of what the browser calls itself; "" where it names nothing known."""
    named = (next((name for mark, name in marks if mark in agent), None) for marks in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in named if name is not None)


def user_view(account: Account, areas: Mapping[str, str]) -> UserView:
    """`areas` names the offices of granted areas by path."""
    user, office = account.user, account.office
    return UserView(
        id=user.id,
        login=user.login,
        name=user.name,
        office=f"{office.name} ({office.code})" if office is not None else None,
        grants=tuple(
            GrantView(one.id, one.role, None if one.area == EVERYWHERE else areas.get(one.area, one.area))
            for one in account.grants
        ),
        is_active=user.is_active,
        is_invited=user.password_hash is None and user.oidc_subject is None,
    )
