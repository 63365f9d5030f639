"""Passwords: hashed by Argon2id, compared in the same time whether or not there is such a user."""

from __future__ import annotations

import threading
from functools import cache

from pwdlib import PasswordHash

SHORTEST, LONGEST = 10, 200
# A hash takes 64 MB: more of them at a time would let sign-ins push everything else out of memory.
HASHES_AT_A_TIME = 2

_turns = threading.BoundedSemaphore(HASHES_AT_A_TIME)


class WeakPasswordError(ValueError):
    """Not a password that may be set; the code of the catalogue says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(password: str, login: str) -> str:
    """The password, where it may be set: long rather than intricate (NIST SP 800-63B). Raises WeakPasswordError."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPasswordError("user.password_length")
    if password.casefold() == login or len(set(password)) < 4:
        raise WeakPasswordError("user.password_plain")
    return password


def hashed(password: str) -> str:
    with _turns:
        return _argon2().hash(password)


def is_right(password: str, held: str | None) -> bool:
    """Whether the password is the one that was hashed; without a hash the same work is done and the answer is no."""
    with _turns:
        right = _argon2().verify(password[: LONGEST + 1], held if held is not None else _of_nobody())
    return right and held is not None


@cache
def _argon2() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _of_nobody() -> str:
    return _argon2().hash("the password of nobody")
