"""ด่วน and ลับ: the speed and secrecy classes printed or stamped on a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.fields.layout import PageLayout
from extractors.fields.passage import Passage, passage_of
from extractors.fields.witnesses import proved
from extractors.thai.confusables import weighted_distance
from models.field import Field
from models.page import Zone, ZoneKind

URGENCY = ("ด่วนที่สุด", "ด่วนมาก", "ด่วน")
SECRECY = ("ลับที่สุด", "ลับมาก", "ลับ")
# Marks are large and stamped in red, so a slip or two must not hide them; ด่วน alone is too short for a slip.
SLIP_FOR_LETTER = 0.2
SHORT_WORD = 5
# `ด่วนมาก บันทึกข้อความ` | `ด่วนที่สุด ที่ มท ๐๘๐๙.๒/ว ๑๒๓` | `ที่ ด่วนที่สุด มท …`: the class shares a line of the head
IN_HEAD_LINE = re.compile(r"^(?:ที่\s+)?(ด่วนที่สุด|ด่วนมาก|ด่วน)(?=\s)")
HEAD_LINES = 10
HEAD, FOOT = 1 / 3, 0.85  # of the page's height: an officer's ด่วน! in the margin between is a note
LONGEST = 14  # characters of a class and what a speck or an emblem put beside it
SPECK = re.compile(r"^\S(?=\s\S)")  # T ด่วน: the foot of an emblem


def urgency_of(pages: Sequence[PageLayout]) -> Field[str]:
    """The speed class: a line or stamp of its own on the first page, or the first word of a line of the head."""
    mark = _mark(pages[:1], URGENCY)
    if mark is not None:
        return mark
    for line in pages[0].lines[:HEAD_LINES]:
        match = IN_HEAD_LINE.match(line.text)
        if match is not None:
            return proved(line.passage.cut(match.start(1), match.end(1)), match[1], grammar_holds=True, least_sure=0.0)
    return Field()


def secrecy_of(pages: Sequence[PageLayout]) -> Field[str]:
    """The secrecy class, which stands at the top and the foot of every page."""
    return _mark(pages, SECRECY) or Field()


def is_class_mark(zone: Zone) -> bool:
    """True for a stamp that is nothing but a class."""
    texts = [line.text for line in zone.lines if line.text]
    return bool(texts) and all(_word_meant(text, (*URGENCY, *SECRECY)) for text in texts)


def _mark(pages: Iterable[PageLayout], words: Sequence[str]) -> Field[str] | None:
    for page in pages:
        for passage in _short_passages(page):
            word = _word_meant(passage.text, words)
            if word is not None:
                return proved(passage, word, grammar_holds=passage.text == word, least_sure=0.0)
    return None


def _short_passages(page: PageLayout) -> Iterable[Passage]:
    """Short lines of the page's head and foot, of its stamps, and of what else is red."""
    for line in page.lines:
        height = line.box.centre[1] / page.page.height
        if len(line.text) <= LONGEST and (height < HEAD or height > FOOT):
            yield line.passage
    for zone in page.page.zones:
        # A class in large red letters over the emblem can pass for a stamp, or for writing.
        is_red_in_head = zone.colour == "red" and zone.box.centre[1] < HEAD * page.page.height
        if zone.kind is ZoneKind.STAMP or (zone.kind is ZoneKind.NOTE and is_red_in_head):
            for stamped in zone.lines:
                passage = passage_of(stamped, page.page.number)
                if 0 < len(passage.text) <= LONGEST:
                    yield passage


def _word_meant(text: str, words: Sequence[str]) -> str | None:
    bare = SPECK.sub("", text).replace(" ", "").strip(".-–()")
    for word in words:
        slack = SLIP_FOR_LETTER * len(word) if len(word) > SHORT_WORD else 0.0
        if weighted_distance(bare, word, slack) <= slack:
            return word
    return None
