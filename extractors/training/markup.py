"""Marks inside a text to be rendered that are layout, not characters."""

import re
from typing import Final

GAP: Final = "\t"  # a wide gap, as between a label and its value or two columns
LEADER: Final = "\x0b"  # a run of leader dots to write on; never transcribed
STAMPED: Final = "\x0e"  # what follows is stamped with rubber digits, up to
STAMPED_END: Final = "\x0f"  # this mark; print, as far as the reader goes

_LAYOUT: Final = re.compile(r"[\t\x0b ]+")


def transcription(text: str) -> str:
    """What the reader should give for a text with layout marks: every run of gaps, leaders and spaces is one space."""
    return _LAYOUT.sub(" ", text.replace(STAMPED, "").replace(STAMPED_END, "")).strip()
