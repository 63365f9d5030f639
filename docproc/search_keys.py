"""Keys by which letters and sheets are looked up. Pure: text in, keys out. Equal keys make candidates, never a match.

They are made of what a reader seldom loses: consonants, confusable ones taken together, without vowels and tone marks.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from heapq import nsmallest

from extractors.thai.confusables import confusion_key
from extractors.thai.normal_form import without_spaces

SIGNATURES = 8  # of each text: two texts of which a third is common share one with a probability of 96 %
RUN = 12  # consonants: about twenty characters of running text, which no two matters share by chance
LEAST_TEXT = 2 * RUN  # a shorter text has hardly a sentence of its own
LEAST_SUBJECT = 4  # consonants
PLACE_LETTERS = 4  # of the name behind the office word: a slip further on is left to the comparison that follows
LATER, EARLIER = 31, 800  # days
LONGEST_HEAD = 600  # characters of a sheet in which places are looked for

_DIGITS = re.compile(r"[๐-๙]")
_FIRST_LETTERS = re.compile(r"[ก-ฮ]{1,4}")
_OFFICE_WORDS = ("ศาลากลาง", "ที่ว่าการ", "ที่ทำการปกครอง", "สำนักงาน", "ที่ทำการ")
_PLACE_WORDS = re.compile(r"องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\.|อบจ\.|อำเภอ|จังหวัด|กระทรวง|กรม")


def letter_code(printed: str) -> str | None:
    """The consonants that begin a reference number, as read; None where it begins with none."""
    found = _FIRST_LETTERS.match(printed.strip())
    return found.group() if found else None


def code_key(printed: str) -> str | None:
    """Of the consonants that begin a reference number (ลป, ลบ and สป meet in one); None where it begins with none."""
    code = letter_code(printed)
    return confusion_key(code) if code else None


def plausible_date(cited: date | None, written_on: date | None) -> date | None:
    """The date of a cited letter; None where it is later than the letter that cites it, or years before: a misreading.

    A letter names letters of its own year or the one before; a month later leaves room for a slip in its own day.
    """
    if cited is None or written_on is None:
        return cited
    return cited if -LATER <= (written_on - cited).days <= EARLIER else None


def subject_key(subject: str | None) -> str | None:
    """Of a subject, its digits left out; None where there is next to nothing."""
    bare = _DIGITS.sub("", confusion_key(subject or ""))
    return _hash(bare) if len(bare) >= LEAST_SUBJECT else None


def text_signatures(text: str) -> tuple[str, ...]:
    """The least `SIGNATURES` hashes of the text's runs of consonants (a bottom-k sketch, Broder 1997).

    Texts that repeat each other share some of them, wherever the repeated part stands; digits are left out, so that a
    restated passage is found although its figures differ.
    """
    bare = _DIGITS.sub("", confusion_key(text))
    if len(bare) < LEAST_TEXT:
        return ()
    return tuple(nsmallest(SIGNATURES, {_hash(bare[at : at + RUN]) for at in range(len(bare) - RUN + 1)}))


def place_name(name: str | None) -> str:
    """An office's name without the words for its building: ศาลากลางจังหวัดน่าน and จังหวัดน่าน are one."""
    plain = without_spaces(name or "")
    for word in _OFFICE_WORDS:
        plain = plain.replace(word, "")
    return plain


def place_key(name: str | None) -> str | None:
    """Of an office's name: its kind and how its place begins; None where it names no place."""
    return next(iter(place_keys(place_name(name))), None)


def place_keys(head: str) -> list[str]:
    """Of every place that the text names, in order, each once."""
    plain = without_spaces(head)[:LONGEST_HEAD]
    keys = []
    for found in _PLACE_WORDS.finditer(plain):
        letters = confusion_key(plain[found.end() : found.end() + 2 * PLACE_LETTERS])[: PLACE_LETTERS - 1]
        if letters:
            keys.append(f"{found.group()}:{letters}")
    return list(dict.fromkeys(keys))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
