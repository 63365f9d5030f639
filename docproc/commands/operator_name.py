"""Who is at the command line."""

from __future__ import annotations

import getpass


def operator_name() -> str:
    """As the machine knows them: acts are kept under it. "operator" in a container whose user has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"
