"""A value together with its proof: what was printed where, who read it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from models.geometry import Box
from models.status import Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the same spot, with who or what says so."""

    printed: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value and its evidence.

    `value` is None unless the status is at least `read`; `printed` then holds the readable part, with `…` for
    the rest. `page` counts from 1 inside the file, 0 where the field has no place. `confidence` is 0..1.
    """

    value: T | None = None
    printed: str = ""
    page: int = 0
    box: Box | None = None
    status: Status = Status.UNREAD
    confidence: float = 0.0
    readers: tuple[str, ...] = ()
    handwritten: bool = False
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.status is Status.UNREAD and self.value is not None:
            raise ValueError("an unread field has no value")

    @property
    def is_present(self) -> bool:
        """True where the field stands on the page at all, read or not."""
        return self.box is not None

    def with_status(self, status: Status, *reasons: str) -> Field[T]:
        """The same field at another status; becoming `unread` drops the value."""
        value = None if status is Status.UNREAD else self.value
        return replace(self, status=status, value=value, reasons=(*self.reasons, *reasons))
