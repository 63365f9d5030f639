"""How often something may be tried: by one name, from one address, by one user."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docproc.repository import attempts
from docproc.repository.clock import moment
from docproc.users.secrets import hash_of
from docproc.wiring import Service

OLDEST = dt.timedelta(days=1)  # no window is longer


class TooOftenError(Exception):
    """Tried too often: again after `seconds` at the latest."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `window`, for each key."""

    what: str
    most: int
    window: dt.timedelta

    def key(self, whose: str) -> str:
        """Names and addresses are hashed: what somebody typed as a name may have been a password."""
        return f"{self.what}:{hash_of(whose)}"


# A person who mistypes has enough; guessing 20 passwords a quarter of an hour finds none in a life. An office
# shares one address.
SIGN_INS_OF_NAME = Limit("sign_in_name", 20, dt.timedelta(minutes=15))
SIGN_INS_FROM_ADDRESS = Limit("sign_in_address", 100, dt.timedelta(minutes=15))
INVITATIONS_FROM_ADDRESS = Limit("invitation_address", 100, dt.timedelta(minutes=15))
# A folder of scans is dropped at once, a request for each file; no scanner makes two thousand in ten minutes.
UPLOADS_OF_USER = Limit("upload_user", 2_000, dt.timedelta(minutes=10))


def spend(service: Service, limit: Limit, whose: str, number: int = 1) -> None:
    """Counts before anything is done, so that attempts at the same time count too. Raises TooOftenError."""
    with service.database.writing() as session:
        now = moment(session)
        spent = attempts.count(session, limit.key(whose), now, limit.window, number)
        if spent == number:
            attempts.forget_before(session, now - OLDEST)
    if spent > limit.most:
        raise TooOftenError(int(limit.window.total_seconds()))


def forgive(service: Service, limit: Limit, whose: str) -> None:
    """Forget the attempts: the last one was right."""
    with service.database.writing() as session:
        attempts.forget(session, limit.key(whose))
