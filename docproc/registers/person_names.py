"""Names of people as they are compared: without title, spaces and variants of one glyph."""

from __future__ import annotations

from typing import Final

from docproc.repository.folding import fold
from extractors.thai.confusables import CONFUSABLE_COST, MARK_COST, weighted_distance
from extractors.thai.names import split_title
from extractors.thai.normal_form import normal_form

# One mark lost or two glyphs taken for like ones; a whole letter more or less is another name as often as a slip.
TWIN_LIMIT: Final = max(MARK_COST, 2 * CONFUSABLE_COST)
LONGEST_NAME: Final = 120


def name_key(name: str) -> str:
    """Equal for spellings that nobody tells apart by eye; empty where only a title stands there."""
    return fold(split_title(normal_form(name))[1])


def may_be_one(a: str, b: str) -> bool:
    """Whether two different keys may be one name spelt twice."""
    return a != b and weighted_distance(a, b, TWIN_LIMIT) <= TWIN_LIMIT
