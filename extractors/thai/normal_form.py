"""One spelling for texts that look alike, so that they can be searched and compared.

Only the code points change, never what a person sees: no word is corrected here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Step = Callable[[str], str]

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[\s\u00a0]+")
_UPPER_OR_LOWER_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_DOUBLED_MARK = re.compile(f"([{_UPPER_OR_LOWER_MARKS}])\\1+")
_SPACE_BEFORE_MARK = re.compile(f" +(?=[{_UPPER_OR_LOWER_MARKS}\u0e33])")
# Tone before vowel, as some text layers and Tesseract write it; in storage order the vowel comes first.
_TONE_BEFORE_VOWEL = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e39])")
_TONE_BEFORE_NIKHAHIT = re.compile("([\u0e48-\u0e4b])\u0e4d(?=\u0e32)")


def without_invisible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def joined_sara_am(text: str) -> str:
    """ํ and า become ำ, with a tone mark before it where there is one (Tesseract writes the two apart)."""
    text = _TONE_BEFORE_NIKHAHIT.sub("\u0e4d\\1", text)
    return re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)


def joined_sara_ae(text: str) -> str:
    return text.replace("เเ", "แ")


def ordered_marks(text: str) -> str:
    return _TONE_BEFORE_VOWEL.sub(r"\2\1", text)


def single_marks(text: str) -> str:
    """A mark printed once is read twice where its column is wide."""
    return _DOUBLED_MARK.sub(r"\1", text)


def joined_marks(text: str) -> str:
    return _SPACE_BEFORE_MARK.sub("", text)


def single_spaces(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


STEPS: tuple[Step, ...] = (
    without_invisible,
    single_spaces,
    joined_marks,
    joined_sara_am,
    joined_sara_ae,
    ordered_marks,
    single_marks,
)


def normal_form(text: str) -> str:
    """The text after every step, in order, until no step changes it any more: one may make work for another."""
    while True:
        before = text
        for step in STEPS:
            text = step(text)
        if text == before:
            return text


def without_spaces(text: str) -> str:
    """For comparing readers: Thai does not separate words, so spaces carry no letters."""
    return _SPACES.sub("", text)
