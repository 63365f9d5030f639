"""The names of users: the one they sign in by, and the one under which everything is kept that they say."""

from __future__ import annotations

import re
import unicodedata

from models.tables.record import MACHINE

SHORTEST_NAME, LONGEST_NAME = 2, 80
LONGEST_LOGIN = 80
# Thai or Latin letters, digits, and what stands in e-mail addresses.
_LOGIN = re.compile(r"[\w.@+\-\u0E00-\u0E7F]{2,80}")


class NotANameError(ValueError):
    """Not a name a user can have; the code of the catalogue says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def folded_login(login: str) -> str:
    """The name as it is compared: whatever its case, width and surrounding spaces."""
    return unicodedata.normalize("NFKC", login).strip().casefold()[: LONGEST_LOGIN + 1]


def checked_login(login: str) -> str:
    """The folded name to sign in by. Raises NotANameError."""
    folded = folded_login(login)
    if not _LOGIN.fullmatch(folded):
        raise NotANameError("user.bad_login")
    return folded


def checked_name(name: str) -> str:
    """The full name with single spaces. Raises NotANameError."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not SHORTEST_NAME <= len(plain) <= LONGEST_NAME or plain.casefold() == MACHINE:
        raise NotANameError("user.bad_name")
    return plain
