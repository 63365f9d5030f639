"""Thai and Arabic digits side by side on one page, and the difference kept."""

from __future__ import annotations

THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"
ANY_DIGIT = f"[{THAI}{ARABIC}]"  # a class for regular expressions

_TO_ARABIC = str.maketrans(THAI, ARABIC)
_TO_THAI = str.maketrans(ARABIC, THAI)


def to_arabic(text: str) -> str:
    """The text with ๐-๙ as 0-9, everything else untouched."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    return text.translate(_TO_THAI)


def is_mixed(text: str) -> bool:
    """True where Thai and Arabic digits stand in one value: two hands, or a misreading."""
    return any(char in THAI for char in text) and any(char in ARABIC for char in text)
