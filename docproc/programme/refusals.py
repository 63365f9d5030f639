"""Why an act on a programme is refused. Each carries a code of the message catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from models.programme import Need


class RefusedError(Exception):
    """The act was not done, and nothing was written. `values` fill the message, `needs` are what is missing."""

    code = "gate.refused"

    def __init__(self, code: str, values: Mapping[str, str] | None = None, needs: tuple[Need, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.values = dict(values or {})
        self.needs = needs


class InvolvedError(RefusedError):
    """The actor has the right and took part: nobody checks or pays for own evidence, or both checks and pays."""


class AlreadyPaidError(RefusedError):
    """The district has its payment; there is no second one."""


def reason_of(text: str, longest: int = 500) -> str:
    """The reason with single spaces. Raises RefusedError where there is none, or more than `longest` letters."""
    plain = " ".join(text.split())
    if not 0 < len(plain) <= longest:
        raise RefusedError("gate.no_reason")
    return plain
