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


def pairs_as_hex(folded: str) -> str:
    """Every letter of the text and every two beside each other, once each, as words that a tokenizer leaves whole."""
    return " ".join(map(as_hex, pairs_of(folded)))


def pairs_of(folded: str) -> set[str]:
    """Every letter of the text, and every two beside each other."""
    return set(folded) | {folded[at : at + 2] for at in range(len(folded) - 1)}


def as_hex(text: str) -> str:
    """The letters in hexadecimal, as many digits for each."""
    return text.encode("utf-32-be", "surrogatepass").hex()
