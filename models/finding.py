"""What an auditor should look at: never a verdict, always with the pictures, until a person says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.geometry import Box


class FindingKind(StrEnum):
    """Why somebody should look; the message catalogue has `finding.<kind>` for each."""

    SAME_STROKES = "same_strokes"  # two rows of one sheet whose signatures are the same stroke for stroke
    SAME_SHEET = "same_sheet"  # two pictures of one signed sheet
    USED_ELSEWHERE = "used_elsewhere"  # a signed sheet that stands for another office, day or activity too
    SAME_PICTURE = "same_picture"  # two photographs that are one
    TWO_OFFICES = "two_offices"  # a picture that two offices handed in
    OUTSIDE_WINDOW = "outside_window"  # a date before or after the days that count
    PASSAGE_DIFFERS = "passage_differs"  # a lower letter restates the upper one with another number
    LETTERS_DIFFER = "letters_differ"  # a letter's number or date, and another one where a letter names it
    SAME_NUMBER = "same_number"  # two letters with one number and year
    EARLY_RECEIPT = "early_receipt"  # a received stamp dated before its letter


class FindingState(StrEnum):
    """Whether a person has said what it is."""

    OPEN = "open"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class SeenAt:
    """A place to look at: a box on a page (from 1) of a document's file."""

    document_id: str
    source_id: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding as the machine sees it now. `document_id` is the earlier document, `other_id` the later one.

    `key` is the same whenever the same is seen again. `detail` is what the sentence about it names.
    """

    kind: FindingKind
    key: str
    document_id: str
    other_id: str | None
    detail: str
    places: tuple[SeenAt, ...]
