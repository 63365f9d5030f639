"""Tokens by which a program speaks in a person's name, with all that the person may do, until a day."""

from __future__ import annotations

import datetime as dt

from docproc.repository import ways_in
from docproc.repository.clock import moment
from docproc.users.names import checked_name
from docproc.users.secrets import hash_of, new_secret
from docproc.wiring import Service
from models.tables.users import ApiTokenRecord

LONGEST_DAYS = 366


def add_token(service: Service, user_id: str, name: str, days: int) -> str:
    """The secret of a new token, told this once. Raises NotANameError, and ValueError for a time of over a year."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError("a token stands for 1 to 366 days")
    plain = checked_name(name)
    secret = new_secret()
    with service.database.writing() as session:
        now = moment(session)
        ways_in.add_token(session, user_id, plain, hash_of(secret), now, now + dt.timedelta(days=days))
    return secret


def tokens_of(service: Service, user_id: str) -> list[ApiTokenRecord]:
    """The user's tokens that were not revoked, the newest first."""
    with service.database.reading() as session:
        return ways_in.tokens_of(session, user_id)


def revoke_token(service: Service, user_id: str, token_id: str) -> None:
    """Ends one of the user's own tokens; another's is left as it is."""
    with service.database.writing() as session:
        ways_in.revoke_tokens(session, user_id, moment(session), only=token_id)
