"""Whether a proof shows its activity: what it says is compared with what the leader published. Pure.

A value that one reader read counts where it says what the leader said independently; one that readers dispute, or
that nobody could read, does not, and a person has to settle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from docproc.programme.facts import Proof, Published, Value
from extractors.thai.digits import to_arabic
from extractors.thai.names import split_title
from extractors.thai.normal_form import normal_form, without_spaces
from models.programme import Need
from models.status import DocType, Status

Comparison = Callable[[str, str], bool]

# Share of letters in which the published title and the one on the screen may differ: a lost mark or two in a line.
# Digits must be the same ones.
SAME_TITLE: Final = 0.92


def doubts(activity: Published, proof: Proof) -> Iterator[Need]:
    """Why this document is no sure proof of the activity; nothing where it is."""
    for code, values in _doubts(activity, proof):
        yield Need(code, values, activity.id, proof.document_id)


def _doubts(activity: Published, proof: Proof) -> Iterator[tuple[str, dict[str, str]]]:
    if not proof.is_current:
        yield "gate.proof_superseded", {}
        return
    for finding in proof.findings:
        yield "gate.proof_finding", {"finding": finding}
    for link in proof.rejected_links:
        yield "gate.proof_link_rejected", {"document": link}
    for district in proof.near_copies:
        yield "gate.proof_elsewhere", {"district": district}
    if proof.doc_type is DocType.SCREENSHOT:
        yield from _screen_doubts(activity, proof)
    elif proof.doc_type is DocType.ATTENDANCE_SHEET:
        yield from _sheet_doubts(activity, proof)
    elif proof.doc_type is not DocType.PHOTO:
        yield "gate.proof_kind", {"kind": proof.doc_type.value}


def _screen_doubts(activity: Published, proof: Proof) -> Iterator[tuple[str, dict[str, str]]]:
    yield from _compared("poster", proof.poster, activity.publisher.name, _same_person)
    yield from _compared("date", proof.date, activity.posted_on.isoformat(), _same_day)
    yield from _compared("title", proof.title, activity.title, _same_title)


def shows_heading(activity: Published, proof: Proof) -> bool:
    """Whether the heading under which it was published is among the words of the screen."""
    return any(_same_title(line, activity.heading) for line in proof.text.splitlines())


def _sheet_doubts(activity: Published, proof: Proof) -> Iterator[tuple[str, dict[str, str]]]:
    if not proof.n_signed:
        yield "gate.proof_unsigned", {}
    if proof.date.is_there:  # a sheet need not say its day
        yield from _compared("date", proof.date, activity.held_on.isoformat(), _same_day)


def _compared(name: str, read: Value, published: str, same: Comparison) -> Iterator[tuple[str, dict[str, str]]]:
    if read.value is None:
        yield f"gate.proof_{name}_unread", {"published": published}
    elif not same(str(read.value), published):
        yield f"gate.proof_{name}_differs", {"read": str(read.value), "published": published}
    elif read.status is Status.DISPUTED:
        yield f"gate.proof_{name}_disputed", {"read": str(read.value)}


def _same_day(read: str, published: str) -> bool:
    return date.fromisoformat(read) == date.fromisoformat(published)


def _same_person(read: str, published: str) -> bool:
    """The name to the letter, however it is titled and whatever stands behind it: one other glyph is another person."""
    name = without_spaces(split_title(normal_form(published))[1])
    shown = split_title(normal_form(read))[1]
    # ชลธิชา ตัวอย่าง (แกนนำ อสด.) | ชลธิชา ตัวอย่าง · 15 ก.ย. | not ชลธิชา ตัวอย่างยิ่ง
    return re.match(r"\s?".join(map(re.escape, name)) + r"(?![^\W\d_]|[ัิ-ฺ็-๎ะ-ำ])", shown) is not None


def _same_title(read: str, published: str) -> bool:
    """The published title stands in what was read, but for a lost mark or two."""
    whole, title = (without_spaces(to_arabic(normal_form(text))) for text in (read, published))
    if len(whole) < SAME_TITLE * len(title):
        return False
    found = fuzz.partial_ratio_alignment(title, whole, score_cutoff=100 * SAME_TITLE)
    if found is None:
        return False
    return _digits(whole[found.dest_start : found.dest_end]) == _digits(title)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
