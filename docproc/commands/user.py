"""`docproc user …`: users by whoever works on the machine itself, who is asked for no rights."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from docproc.config import Settings
from docproc.repository import users
from docproc.repository.users import NewUser
from docproc.running import prepare
from docproc.users import accounts, api_tokens, invitations
from docproc.users.names import folded_login
from docproc.wiring import Service, service_for
from models.rights import Role


class UnknownUserError(LookupError):
    """Nobody signs in by that name."""


def add(new: NewUser, role: Role | None, area: str | None, address: str) -> None:
    """Makes the user and prints the link by which the user sets a password."""
    with _service() as service:
        user_id = accounts.add_user(service, None, new, role, area)
        _print_link(service, user_id, address)


def invite(login: str, address: str) -> None:
    """Prints a new link for a user who has none, or forgot the password."""
    with _service() as service:
        _print_link(service, _user_id(service, login), address)


def grant(login: str, role: Role, area: str | None) -> None:
    with _service() as service:
        accounts.grant(service, None, _user_id(service, login), role, area)


def token(login: str, name: str, days: int) -> None:
    """Prints a token by which a program speaks in the user's name."""
    with _service() as service:
        sys.stdout.write(api_tokens.add_token(service, _user_id(service, login), name, days) + "\n")


@contextmanager
def _service() -> Iterator[Service]:
    with service_for(Settings.from_environment()) as service:
        prepare(service)
        yield service


def _user_id(service: Service, login: str) -> str:
    with service.database.reading() as session:
        user = users.by_login(session, folded_login(login))
    if user is None:
        raise UnknownUserError(login)
    return user.id


def _print_link(service: Service, user_id: str, address: str) -> None:
    secret = invitations.invite(service, None, user_id)
    sys.stdout.write(f"{address.rstrip('/')}/invitations/{secret}\n")
