"""Glyphs that readers mix up: a key under which misreadings meet, and a distance that weighs them."""

from __future__ import annotations

import csv
import math
import re
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extractors.thai.digits import to_thai

# Classes for the key must not overlap, while the pairs chain through nearly all digits. So each digit stands with
# those it is most often taken for: ๓ for ๑ and ๗; ๔, ๕, ๘ and ๙ among each other; ๖ for ๒ and ๐.
DIGIT_CLASSES = ("๐๒๖", "๑๓๗", "๔๕๘๙")
LETTER_CLASSES = ("ดตคชซข", "กถภ", "ปบนมฆ", "ลสศ", "รธ", "พผฟฝ", "ทห", "ณญ", "ฎฏ", "อฮ", "วง")
_CLASS_OF = str.maketrans({char: members[0] for members in (*DIGIT_CLASSES, *LETTER_CLASSES) for char in members})
_CIRCULAR_MARK = re.compile(r"(?<=/)\s*ว")
_NOT_IN_KEY = re.compile(r"[^ก-ฮ๐-๙]")

CONFUSABLE_COST = 0.3  # three likely slips weigh less than one unlikely one
MARK_COST = 0.5  # a tone mark, a stop or a space lost or added says less than a letter
_LIGHT = frozenset("ัิีึืฺุู็่้๊๋์ํ๎ .,:-")


def confusion_key(text: str) -> str:
    """The same key for texts that a reader can take for one another, digits of both scripts alike.

    Made for reference numbers: full stops, spaces, slashes and the ว of a circular are left out, because
    each of them gets lost or added. Equal keys make candidates, never a match.
    """
    bare = _NOT_IN_KEY.sub("", to_thai(_CIRCULAR_MARK.sub("", text)))
    return bare.translate(_CLASS_OF)


def weighted_distance(a: str, b: str, limit: float = math.inf) -> float:
    """Edits from a to b: 1 each, `CONFUSABLE_COST` where the glyphs look alike, `MARK_COST` for marks and stops.

    Infinite where even the cheapest edits come to more than `limit`: most pairs are told apart without the table.
    """
    if limit < math.inf and Levenshtein.distance(a, b) * CONFUSABLE_COST > limit:
        return math.inf
    row = [0.0]
    for char in b:
        row.append(row[-1] + _cost_alone(char))
    for char_a in a:
        above, row = row, [row[0] + _cost_alone(char_a)]
        for j, char_b in enumerate(b):
            row.append(
                min(
                    above[j] + _cost_of_swap(char_a, char_b),
                    above[j + 1] + _cost_alone(char_a),
                    row[j] + _cost_alone(char_b),
                )
            )
    return row[-1]


def are_confusable(a: str, b: str) -> bool:
    """True where two glyphs are on the list of those mixed up (or are the same digit in two scripts)."""
    return to_thai(a) == to_thai(b) or (a, b) in _pairs()


@cache
def confusable_with(char: str) -> frozenset[str]:
    """The glyphs on the list of those mixed up with this one."""
    return frozenset(b for a, b in _pairs() if a == char)


def _cost_alone(char: str) -> float:
    return MARK_COST if char in _LIGHT else 1.0


def _cost_of_swap(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if are_confusable(a, b):
        return CONFUSABLE_COST
    return max(_cost_alone(a), _cost_alone(b))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    table = files("extractors.thai").joinpath("data/confusable_glyphs.csv").read_text(encoding="utf-8")
    rows = [(row["a"], row["b"]) for row in csv.DictReader(table.splitlines())]
    return frozenset(rows) | frozenset((b, a) for a, b in rows)
