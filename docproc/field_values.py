"""What people type, as the value of a field; and values as people type them. Pure.

People type what stands on the paper. The digits they type are those of their keyboard, so they are taken over in
the script in which the paper's were read.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from docproc.content_paths import FieldPath
from extractors.fields.passage import Mark, Passage
from extractors.fields.reference_no import read_reference
from extractors.thai.dates import parse_date
from extractors.thai.digits import ARABIC, THAI, to_arabic, to_thai

LONGEST_VALUE = 2000
SIGNED, NOT_SIGNED = "ลงชื่อ", "ไม่ลงชื่อ"  # how it is typed whether a row is signed
COUNTS = ("sheet_no", "sheet_count")
_TIME = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*น\.?)?")
_COUNT = re.compile(r"[1-9]\d?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER_LABEL = re.compile(r"^ที่\s*")


class NotAValueError(ValueError):
    """What was typed cannot be the value of that field; `code` is its sentence in the message catalogue."""

    def __init__(self, code: str, typed: str) -> None:
        super().__init__(f"{typed} is not the {code.rpartition('.')[2]} of a letter")
        self.code = code


def is_date(field: str) -> bool:
    path = FieldPath.of(field)
    return (path.part or path.name) == "date"


def is_mark(field: str) -> bool:
    """Whether the field says that a row of a sheet is signed."""
    path = FieldPath.of(field)
    return (path.name, path.part) == ("rows", "signed")


def is_number(field: str) -> bool:
    """Whether the field holds the number of a letter."""
    return field == "reference_no" or FieldPath.of(field).part == "ref"


def typed_value(field: str, typed: str, *, as_it_stands: bool = False) -> Any:
    """The value in the form of the contract's JSON; None where nothing was typed. Raises NotAValueError.

    `as_it_stands`: the number of a letter may be of any form; papers are not bound by the regulation's grammar.
    """
    text = " ".join(typed.split())
    if is_mark(field):
        return _mark(text)
    if not text:
        return None
    if len(text) > LONGEST_VALUE:
        raise NotAValueError("value.text", text[:40])
    path = FieldPath.of(field)
    if is_date(field):
        return _day(text).isoformat()
    if is_number(field):
        return _NUMBER_LABEL.sub("", text) if as_it_stands and not is_well_formed(text) else _number(text)
    if path.part == "time" and _TIME.fullmatch(to_arabic(text)) is None:
        raise NotAValueError("value.time", text)
    if path.name in COUNTS:
        return _count(text)
    if path.name in ("tel", "fax"):
        return to_arabic(text)
    if path.name == "email" and _EMAIL.fullmatch(text) is None:
        raise NotAValueError("value.email", text)
    return text


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text)
    except ValueError:
        raise NotAValueError("value.date", text) from None


def _mark(text: str) -> bool:
    """Where nothing stands in the cell nobody signed."""
    if text and text not in (SIGNED, NOT_SIGNED):
        raise NotAValueError("value.mark", text)
    return text == SIGNED


def _count(text: str) -> int:
    if _COUNT.fullmatch(to_arabic(text)) is None:
        raise NotAValueError("value.count", text)
    return int(to_arabic(text))


def is_well_formed(number: str) -> bool:
    """Whether it has the form of a letter's number."""
    return offered_value("reference_no", number) is not None


def _number(text: str) -> str:
    """Nothing but the number may have been typed: a part of it left out would be a part of it changed."""
    bare = _NUMBER_LABEL.sub("", text)
    number = read_reference(Passage(tuple(Mark(char) for char in bare))).value
    if number is None or _letters_and_digits(number.printed) != _letters_and_digits(bare):
        raise NotAValueError("value.number", text)
    return number.printed


def _letters_and_digits(text: str) -> str:
    return "".join(char for char in to_arabic(text) if char.isalnum())


def in_digits_of_paper(typed: str, read: str) -> str:
    """What was typed, its digits in the script of those that were read on the spot, where that is one script."""
    thai, arabic = (any(char in digits for char in read) for digits in (THAI, ARABIC))
    if thai == arabic:
        return typed
    return to_thai(typed) if thai else to_arabic(typed)


def offered_value(field: str, printed: str) -> Any:
    """The value that a reading of the spot would give; None where it would give none."""
    try:
        return typed_value(field, printed)
    except NotAValueError:
        return None
