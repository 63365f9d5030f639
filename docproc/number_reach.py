"""How far two reference numbers lie apart, in slips of a reader. Pure.

Two well-formed numbers a slip apart may be one number misread or two numbers of one week, so no count of slips makes
two numbers one. The count says only whether it is worth a person's look, and it is capped: look-alikes are cheap, and
enough cheap slips lead from any number to any other.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.thai.confusables import CONFUSABLE_COST, MARK_COST, are_confusable
from extractors.thai.digits import to_thai
from models.letter import ReferenceNumber

# The two readings of the number in the founding chain are two look-alike slips apart. At 3 slips in 100 characters,
# which is the aim for the worst scans, two readings of one number of 12 characters differ by more than 3 in 1 of 150.
MOST_SLIPS = 3
MOST_UNLIKE = 1  # of them: a character taken for one that does not look like it, lost or added
_MARKS = frozenset(". ()")


@dataclass(frozen=True, slots=True)
class Slips:
    """How many characters were taken for a look-alike, for another, and how many stops or spaces came or went."""

    alike: int
    unlike: int
    marks: int

    @property
    def cost(self) -> float:
        return CONFUSABLE_COST * self.alike + self.unlike + MARK_COST * self.marks

    @property
    def count(self) -> int:
        return self.alike + self.unlike + self.marks


def slips_between(one: ReferenceNumber, other: ReferenceNumber) -> Slips | None:
    """The slips from one number to the other, ว left out of account; None where they are out of each other's reach."""
    a, b = _compared(one), _compared(other)
    if Levenshtein.distance(a, b, score_cutoff=MOST_SLIPS) > MOST_SLIPS:
        return None
    alike = unlike = marks = 0
    for step in Levenshtein.editops(a, b):
        char_a = a[step.src_pos] if step.tag != "insert" else ""
        char_b = b[step.dest_pos] if step.tag != "delete" else ""
        if step.tag == "replace" and are_confusable(char_a, char_b):
            alike += 1
        elif {char_a, char_b} - {""} <= _MARKS:
            marks += 1
        else:
            unlike += 1
    return Slips(alike, unlike, marks) if unlike <= MOST_UNLIKE else None


def _compared(number: ReferenceNumber) -> str:
    return to_thai(number.register_key).replace("/ว", "/")
