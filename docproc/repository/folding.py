"""Text as it is compared in searches: one script of digits, no spaces, one form of each letter."""

from __future__ import annotations

import unicodedata

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def fold(text: str) -> str:
    """Equal for texts a person takes for the same: NFKC (sara am in one form), Arabic digits, no case, no spaces.

    Spaces go because Thai has none between words, and readers disagree about those it has.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DIGITS).casefold()
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf")
