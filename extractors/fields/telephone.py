"""Telephone and fax numbers: the whole number or none, in Arabic digits with its groups as printed."""

from __future__ import annotations

import re
from functools import cache

from extractors.decoding.forms import telephone_number
from extractors.fields.passage import Passage
from extractors.fields.weighing import Weighing, weighed
from extractors.fields.witnesses import proved
from extractors.thai.digits import ANY_DIGIT, is_mixed, to_arabic
from models.field import Field

# Between the digits of one number stand spaces, hyphens, and on the dotted rule of a memo stops.
_GAP = r"[ .\-–]{0,2}"
_ZERO, _MOBILE = "[๐0]", "[๖๘๙689]"
# ต่อ ๑๒, ๑๔
_EXTENSION = rf"(?:\s*ต่อ\s*{ANY_DIGIT}{{1,5}}(?:\s?[-,]\s?{ANY_DIGIT}{{1,5}}(?!{ANY_DIGIT}))*)?"
PHONE = re.compile(
    rf"""(?<!{ANY_DIGIT})(?:
        # ๐๘ ๑๒๓๔ ๕๖๗๘ | 081-234-5678
        {_ZERO}{_GAP}{_MOBILE}(?:{_GAP}{ANY_DIGIT}){{8}}
        # ๐ ๕๔๒๒ ๑๒๓๔ | ๐-๕๔๒๒-๑๒๓๔
        | {_ZERO}(?:{_GAP}{ANY_DIGIT}){{8}}
        # ๑๕๖๗ | ๔๖๒๐๒ | ๕๖๑๒๓๔๕: numbers inside an agency or a service
        | (?P<short>{ANY_DIGIT}{{4,7}})
    )(?!{ANY_DIGIT})
    # ๐ ๒๑๔๑ ๖๗๘๙-๙๐: a range
    (?:\s?[-–]\s?{ANY_DIGIT}{{1,4}}(?!{ANY_DIGIT}))?
    {_EXTENSION}""",
    re.VERBOSE,
)
# Digits, with whatever a reader took the hyphen or the gap between them for; a comma parts two numbers.
CLUSTER = re.compile(rf"{ANY_DIGIT}(?:\s?[^\sก-๎,()]?\s?{ANY_DIGIT}){{3,}}{_EXTENSION}")


def telephone_numbers(passage: Passage) -> list[Field[str]]:
    """Every number in what stands behind a label; unread where digits stand there that are no whole number.

    A short number stands by itself: digits beside others are a part of a number whose gap was misread.
    """
    numbers: list[Field[str]] = []
    for cluster in CLUSTER.finditer(passage.text):
        stretch = passage.cut(cluster.start(), cluster.end())
        whole = [match for match in PHONE.finditer(stretch.text) if not match["short"]]
        if whole:
            numbers += [_of_whole(stretch.cut(match.start(), match.end())) for match in whole]
        elif PHONE.fullmatch(stretch.text):
            numbers.append(_of_whole(stretch))
        else:
            numbers.append(_of_broken(stretch))
    return numbers


def _of_whole(passage: Passage) -> Field[str]:
    return weighed(_field_of(passage), passage, _weighing())


def _of_broken(passage: Passage) -> Field[str]:
    unread: Field[str] = proved(passage, None, reasons=("tel.broken",))
    return weighed(unread, passage, _weighing())


@cache
def _weighing() -> Weighing[str]:
    return Weighing(telephone_number(), _digits_of, _field_of)


def _digits_of(text: str) -> str | None:
    """The digits and the extension, whatever stands between them."""
    if PHONE.fullmatch(text) is None or is_mixed(text):
        return None
    return re.sub(r"[\s.\-–]", "", to_arabic(text))


def _field_of(passage: Passage) -> Field[str]:
    if is_mixed(passage.text):
        return proved(passage, None, reasons=("tel.mixed_digits",))
    text = re.sub(r"\s*–\s*", "-", passage.text).replace(".", " ")
    return proved(passage, " ".join(to_arabic(text).split()), grammar_holds=True)
