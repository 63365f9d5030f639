"""Somebody of each role to come in as, with a new password at every start: it is shown to whoever runs this."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from docproc.repository import users
from docproc.repository.users import NewUser
from docproc.users.accounts import add_user, set_active, set_password
from docproc.users.api_tokens import add_token, revoke_token, tokens_of
from docproc.users.demonstration import DemonstrationUser
from docproc.wiring import Service
from models.rights import Role

OFFICE: Final = "5607"  # the district whose registers the clerk keeps, and the leader's own
PEOPLE: Final = (
    ("saraban", "สมศรี ตัวอย่าง", Role.CLERK, OFFICE),
    ("phunam", "ชลธิชา ยาวิละ", Role.LEADER, OFFICE),  # the samples' screenshot shows a post of this leader
    ("truatsop", "วิภา ตัวอย่าง", Role.AUDITOR, None),
    ("kanngoen", "มานี ตัวอย่าง", Role.TREASURER, None),
    ("khrueang", "ปิติ ตัวอย่าง", Role.OPERATOR, None),
    ("phudulae", "ชูใจ ตัวอย่าง", Role.ADMINISTRATOR, None),
)
PASSWORD_BYTES = 9
TOKEN_NAME = "demonstration"


def demonstration_users(service: Service) -> tuple[DemonstrationUser, ...]:
    """The users, made where they are missing; whatever password they had no longer holds."""
    return tuple(_ready(service, login, name, role, office) for login, name, role, office in PEOPLE)


def _ready(service: Service, login: str, name: str, role: Role, office: str | None) -> DemonstrationUser:
    with service.database.reading() as session:
        held = users.by_login(session, login)
    user_id = held.id if held is not None else add_user(service, None, NewUser(login, name, office), role)
    set_active(service, None, user_id, is_active=True)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    set_password(service, user_id, password)
    return DemonstrationUser(login, name, role, password)


@contextmanager
def token_of(service: Service, user: DemonstrationUser) -> Iterator[str]:
    """A token by which samples are handed in, the way a program does."""
    with service.database.reading() as session:
        held = users.by_login(session, user.login)
    assert held is not None
    secret = add_token(service, held.id, TOKEN_NAME, 1)
    try:
        yield secret
    finally:
        for token in tokens_of(service, held.id):
            if token.name == TOKEN_NAME:
                revoke_token(service, held.id, token.id)
