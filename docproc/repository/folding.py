"""Text as it is compared in searches: one script of digits, no spaces, one form of each letter."""

from __future__ import annotations

import unicodedata

from extractors.thai.digits import to_arabic


def fold(text: str) -> str:
    """Equal for texts a person takes for the same: NFKC (sara am in one form), Arabic digits, no case, no spaces.

    Spaces go because Thai has none between words, and readers disagree about those it has.
    """
    plain = to_arabic(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf")
