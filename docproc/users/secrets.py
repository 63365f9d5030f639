"""Secrets that are handed out once: made from the system's randomness, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32  # nobody guesses 256 bits, so a plain hash is enough to keep them by


def new_secret() -> str:
    """A secret that fits into an address, a cookie or a header."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
