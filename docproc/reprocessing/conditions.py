"""Conditions as people type them: `doc_type=order`, `received=2025-01-01..2025-06-30`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from models.reprocessing import Conditions
from models.status import DocType, SourceStatus

Word = TypeVar("Word", DocType, SourceStatus)

NAMES = ("doc_type", "status", "version", "office", "received", "file")


class NotAConditionError(ValueError):
    """A condition that nobody understands, as it was written. `code` says why, `known` what may stand there."""

    def __init__(self, code: str, written: str, known: Iterable[str] = ()) -> None:
        self.code = code
        self.written = written
        self.known = ", ".join(known)
        super().__init__(f"{written}: {_WHY[code]}{self.known}")


_WHY = {
    "no_such_name": "write NAME=VALUE with one of the names ",
    "no_such_word": "write one of ",
    "no_such_day": "a day is written as 2025-06-30, a span as 2025-01-01..2025-06-30",
}


def parse_conditions(written: Sequence[str]) -> Conditions:
    """All of them must hold. Raises NotAConditionError."""
    conditions = Conditions()
    for one in written:
        name, separator, value = (part.strip() for part in one.partition("="))
        if not separator or not value or name not in NAMES:
            raise NotAConditionError("no_such_name", one, NAMES)
        conditions = _with(conditions, name, value)
    return conditions


def _with(conditions: Conditions, name: str, value: str) -> Conditions:
    if name == "doc_type":
        return replace(conditions, doc_type=_word(DocType, name, value))
    if name == "status":
        return replace(conditions, status=_word(SourceStatus, name, value))
    if name == "version":
        return replace(conditions, version=value)
    if name == "office":
        return replace(conditions, office=value)
    if name == "file":
        return replace(conditions, source=value)
    first, _, last = value.partition("..")
    return replace(conditions, received_from=_day(first), received_to=_day(last or first))


def _word(kind: type[Word], name: str, value: str) -> Word:
    try:
        return kind(value)
    except ValueError:
        raise NotAConditionError("no_such_word", f"{name}={value}", kind) from None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise NotAConditionError("no_such_day", text) from None
