"""The words that received stamps and e-saraban systems print before what a clerk puts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.fields.labels import MARKS
from extractors.thai.confusables import weighted_distance

# The longer form first: เลขที่รับ holds เลขที่.
NUMBER_LABELS = (
    "เลขทะเบียนรับที่", "เลขทะเบียนรับ", "ลงทะเบียนรับที่", "ทะเบียนรับเลขที่", "ทะเบียนรับ", "เลขที่รับ", "เลขรับที่",
    "ลงรับเลขที่", "รับเลขที่", "เลขรับ", "ลงรับที่", "รับที่", "เลขที่",
)  # fmt: skip
DATE_LABELS = ("ลงวันที่", "วันที่รับ", "รับวันที่", "วันที่")
TIME_LABELS = ("เวลารับ", "เวลา")
PERSON_LABELS = ("ผู้รับ",)
KINDS = (NUMBER_LABELS, DATE_LABELS, TIME_LABELS)
LABELS: dict[Literal["number", "date", "time", "person"], tuple[str, ...]] = {
    "number": NUMBER_LABELS, "date": DATE_LABELS, "time": TIME_LABELS, "person": PERSON_LABELS,
}  # fmt: skip
LABEL_SLIP = 0.26  # of the letters of a label without its marks: one in four misread, as in เลบที่รับ
SHORTEST_SLIP = 4


def find_stamp_label(text: str, labels: Sequence[str], start: int = 0) -> tuple[int, int] | None:
    """Where one of the labels stands in a row, first as printed, then at a word's beginning with a slip in it."""
    for label in labels:
        spaced = re.search(r"\s?".join(map(re.escape, label)), text[start:])
        if spaced is not None:
            return start + spaced.start(), start + spaced.end()
    words = [match.start() for match in re.finditer(r"(?:^|(?<=\s))\S", text) if match.start() >= start]
    for label in labels:
        bare = MARKS.sub("", label)
        if len(bare) < SHORTEST_SLIP:
            # รับที่ is as near to วันที่ as its misreadings are.
            is_number = label in NUMBER_LABELS or text.startswith(NUMBER_LABELS)
            end = _misread_at(text, label) if not is_number and 0 in words else None
            if end is not None:
                return 0, end
            continue
        for begin in words:
            for end in range(begin + len(label) - 1, min(len(text), begin + len(label) + 1) + 1):
                allowed = LABEL_SLIP * len(bare)
                # วันที. 1 is not วันที่รับ: a digit belongs to the value.
                if any(char.isdigit() for char in text[begin:end]):
                    continue
                if weighted_distance(MARKS.sub("", text[begin:end]), bare, allowed) <= allowed:
                    return begin, end
    return None


def _misread_at(text: str, label: str) -> int | None:
    """Where a short label ends that begins a row with one letter or mark misread, as in วนที่ or วันที."""
    ends = range(len(label) - 1, min(len(text), len(label) + 1) + 1)
    best = min(ends, key=lambda end: weighted_distance(text[:end], label), default=None)
    if best is None or weighted_distance(text[:best], label) > LABEL_SLIP * len(label):
        return None
    return best


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `start:end` of a row, and what is put in behind it."""

    start: int
    end: int
    kind: Literal["number", "date", "time", "person"]


def labels_in(text: str) -> list[Label]:
    """Every label of the row, from left to right."""
    spans = [
        Label(*span, kind)
        for kind, labels in LABELS.items()
        if (span := find_stamp_label(text, labels)) is not None
    ]  # fmt: skip
    found = sorted(spans, key=lambda label: (label.start, -label.end))
    return [label for index, label in enumerate(found) if index == 0 or label.start >= found[index - 1].end]


def kinds_of_labels(texts: Iterable[str]) -> int:
    """How many of number, date and time are labelled in these rows."""
    rows = list(texts)
    return sum(any(find_stamp_label(text, labels) for text in rows) for labels in KINDS)
