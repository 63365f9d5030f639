"""ภาพหน้าจอ: a screenshot of a post. Who posted it stands over the day, the words of the post below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.letter_date import date_field
from extractors.fields.passage import joined
from extractors.fields.witnesses import proved
from extractors.kinds.plain import plain_document
from extractors.thai.dates import ReadDate, find_dates
from models.document import Document, Problem
from models.field import Field
from models.post import Post
from models.status import DocType

DOC_TYPE = DocType.SCREENSHOT

# โพสต์เมื่อ 15 กันยายน 2566 เวลา 13:42 น. | เผยแพร่ 15 ก.ย. 66 · สาธารณะ
BESIDE_A_DAY = re.compile(r"โพสต์|เผยแพร่|เมื่อ|วัน\S{0,5}ที่|เวลา|แก้ไขแล้ว|สาธารณะ|น\.|[\d๐-๙:.·•|,()\s-]")
MOST_BESIDE = 3  # letters besides those: a glyph for who may see it, or a slip of the reader
LEAST_NAME = 4  # consonants; less is a mark or a number
NAME_ABOVE = 3.0  # heights of the day's line, from its top to the middle of the name's line
NEXT_LINE = 2.2  # heights of a line, from the middle of one to that of the next; further is behind a picture


def matches(pages: Sequence[PageLayout]) -> bool:
    return pages[0].page.picture_like == "screenshot"


def extract(pages: Sequence[PageLayout]) -> Document:
    days = [(line, found) for line in pages[0].lines if (found := _day_of(line)) is not None]
    problems = (Problem("problem.several_posts", pages[0].page.number),) if len(days) > 1 else ()
    document = plain_document(DOC_TYPE, pages, problems)
    # Of several posts on one screen none is more the one that is meant than another.
    post = _post(pages[0].lines, *days[0]) if len(days) == 1 else Post()
    return replace(document, post=post)


def _day_of(line: PrintedLine) -> ReadDate | None:
    """The day of a line that says hardly anything else."""
    found = find_dates(line.text)
    if len(found) != 1:
        return None
    beside = line.text[: found[0].start] + line.text[found[0].end :]
    return found[0] if _consonants(BESIDE_A_DAY.sub("", beside)) <= MOST_BESIDE else None


def _post(lines: Sequence[PrintedLine], day_line: PrintedLine, day: ReadDate) -> Post:
    return Post(poster=_poster(lines, day_line), date=_date(day_line, day), title=_words(lines, day_line))


def _date(line: PrintedLine, day: ReadDate) -> Field[date]:
    return date_field(line.passage, day)


def _poster(lines: Sequence[PrintedLine], day: PrintedLine) -> Field[str]:
    """The nearest line over the day; none where that is no name, or further off."""
    height = day.box.height
    above = [
        line
        for line in lines
        if line.box.centre[1] < day.box.y0
        and day.box.y0 - line.box.centre[1] < NAME_ABOVE * height
        and abs(line.box.x0 - day.box.x0) < NAME_ABOVE * height
        and _consonants(line.text) >= LEAST_NAME
    ]
    nearest = max(above, key=lambda line: line.box.centre[1], default=None)
    return proved(nearest.passage, nearest.text, prose=True) if nearest is not None else Field()


def _words(lines: Sequence[PrintedLine], day: PrintedLine) -> Field[str]:
    """The lines below the day, one close under the other."""
    words: list[PrintedLine] = []
    last = day
    for line in sorted((one for one in lines if one.box.centre[1] > day.box.y1), key=lambda one: one.box.centre[1]):
        if line.box.centre[1] - last.box.centre[1] > NEXT_LINE * max(line.box.height, last.box.height):
            break
        words.append(line)
        last = line
    if not words:
        return Field()
    passage = joined(line.passage for line in words)
    return proved(passage, passage.text, prose=True)


def _consonants(text: str) -> int:
    return sum("ก" <= char <= "ฮ" or (char.isascii() and char.isalpha()) for char in text)
