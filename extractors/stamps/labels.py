"""The words that received stamps and e-saraban systems print before what a clerk puts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.fields.labels import MARKS
from extractors.thai.confusables import weighted_distance

# The longer form first: เลขที่รับ holds เลขที่.
NUMBER_LABELS = (
    "เลขทะเบียนรับที่", "เลขทะเบียนรับ", "ทะเบียนรับเลขที่", "ทะเบียนรับ", "เลขที่รับ", "เลขรับที่", "รับเลขที่",
    "เลขรับ", "รับที่", "เลขที่",
)  # fmt: skip
DATE_LABELS = ("ลงวันที่", "วันที่รับ", "รับวันที่", "วันที่")
TIME_LABELS = ("เวลารับ", "เวลา")
PERSON_LABELS = ("ผู้รับ",)
KINDS = (NUMBER_LABELS, DATE_LABELS, TIME_LABELS)
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
            continue
        for begin in words:
            for end in range(begin + len(label) - 1, min(len(text), begin + len(label) + 1) + 1):
                allowed = LABEL_SLIP * len(bare)
                if weighted_distance(MARKS.sub("", text[begin:end]), bare, allowed) <= allowed:
                    return begin, end
    return None


def labels_in(text: str) -> list[tuple[int, int, bool]]:
    """Every label of the row, from left to right, as `start, end`, and whether a value is expected behind it."""
    spans = [(find_stamp_label(text, labels), labels is not PERSON_LABELS) for labels in (*KINDS, PERSON_LABELS)]
    found = sorted((*span, has_value) for span, has_value in spans if span is not None)
    return [span for index, span in enumerate(found) if index == 0 or span[0] >= found[index - 1][1]]


def kinds_of_labels(texts: Iterable[str]) -> int:
    """How many of number, date and time are labelled in these rows."""
    rows = list(texts)
    return sum(any(find_stamp_label(text, labels) for text in rows) for labels in KINDS)
