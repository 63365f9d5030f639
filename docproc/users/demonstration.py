"""Users of `./run`, whose passwords are shown to everybody: never where anything but samples is held."""

from __future__ import annotations

from dataclasses import dataclass

from models.rights import Role


@dataclass(frozen=True, slots=True)
class DemonstrationUser:
    """Somebody to come in as, with the password as it is typed."""

    login: str
    name: str
    role: Role
    password: str
