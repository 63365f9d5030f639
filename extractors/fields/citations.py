"""Other letters named in this one: in อ้างถึง, in an enclosure line, in the body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.fields.head import NUMBERED_ITEM, Block, join_wrapped
from extractors.fields.layout import PrintedLine
from extractors.fields.letter_date import date_field
from extractors.fields.passage import Passage, joined
from extractors.fields.reference_no import Sender, checked_against, find_references, find_serials
from extractors.thai.confusables import weighted_distance
from extractors.thai.dates import ReadDate, find_dates
from models.field import Field
from models.letter import Citation, ReferenceNumber

# `ที่ ลป ๐๐๓๓.๒/ว ๒๗๕๕๕ ลงวันที่ ๓๐ พฤศจิกายน ๒๕๖๓` | `… ลง ๑๔ ธ.ค. ๖๖`: how far behind the number its date stands
DATE_WITHIN = 30
DATED = ("", "ลงวันที่", "ลง", "เมื่อวันที่", "วันที่")
SLIP = 1.6  # edits; a tone mark or a look-alike or two
# A citation's words begin here: `ตามหนังสือจังหวัดลำปาง ด่วนที่สุด ที่ …`, `สำเนาหนังสือ… ที่ …`, `คำสั่ง … ที่ …`
WORDS_BEGIN = re.compile(r"(?:ตาม|สำเนา|อ้างถึง)?\s?(?:หนังสือ|บันทึกข้อความ|คำสั่ง|ประกาศ|วิทยุ)")


def references_in(block: Block | None) -> tuple[Citation, ...]:
    """Items of อ้างถึง, numbered or one a line; each is a citation even where it names no number."""
    if block is None:
        return ()
    return tuple(_reference(item) for item in items_of(block) if item)


def items_of(block: Block) -> list[Passage]:
    """The values of a list: a new item begins at a number, wrapped rows join the item above them."""
    items: list[list[Passage]] = []
    breaks: list[list[bool]] = []
    for row, ended in zip(block.rows, block.breaks, strict=True):
        passage = joined(row)
        match = NUMBERED_ITEM.match(passage.text)
        if match is not None or not items:
            items.append([passage.cut(match.end() if match else 0)])
            breaks.append([ended])
        else:
            items[-1].append(passage)
            breaks[-1].append(ended)
    return [join_wrapped(rows, ended) for rows, ended in zip(items, breaks, strict=True)]


def cited_in(passage: Passage, where: str) -> list[Citation]:
    """Every letter cited in a text, in order, each with the date that follows its number."""
    found = [*find_references(passage), *(find_serials(passage) if where != "body" or _may_cite(passage) else [])]
    return [_citation(passage, match, field, where) for match, field in sorted(found, key=lambda pair: pair[0].start())]


def cited_in_body(lines: Iterable[PrintedLine]) -> list[Citation]:
    """Citations in running text; a number may break over two lines, so the lines are read as one."""
    return cited_in(joined(line.passage for line in lines), "body")


def without_repeats(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each letter once, the first mention kept: อ้างถึง and the body often name the same one."""
    kept: dict[str, Citation] = {}
    for citation in citations:
        reference = citation.reference_no.value
        key = (
            f"{reference.register_key}|{reference.printed[-2:] if not reference.code else ''}"
            if reference
            else (citation.printed)
        )
        earlier = kept.get(key)
        if earlier is None or (earlier.date.value is None and citation.date.value is not None):
            kept[key] = citation
    return tuple(kept.values())


def _may_cite(passage: Passage) -> bool:
    """Orders are cited in running text as คำสั่ง … ที่ n/year; a bare n/year is anything."""
    return "คำสั่ง" in passage.text or "ประกาศ" in passage.text


def _reference(item: Passage) -> Citation:
    cited = cited_in(item, "references")
    dates = find_dates(item.text)
    if cited:
        first = cited[0]
        return Citation("references", first.printed, first.reference_no, first.date, item.page, item.box, item.text)
    day = date_field(item, dates[0]) if dates else Field()
    no_number: Field[ReferenceNumber] = Field()
    return Citation("references", item.text, no_number, day, item.page, item.box, item.text)


def _citation(passage: Passage, match: re.Match[str], field: Field[ReferenceNumber], where: str) -> Citation:
    after = _date_after(passage.text, match.end())
    day = date_field(passage, after) if after is not None else Field()
    end = after.end if after is not None else match.end()
    begin = _words_begin(passage.text, match.start())
    # `หนังสือจังหวัดลำปาง ที่ ลป …`: the words name whose code it must be.
    named = Sender(passage.text[begin : match.start()])
    field = checked_against(named, field, passage.cut(match.start(), match.end()))
    words = passage.cut(begin, end)
    printed = passage.cut(match.start(), end)
    return Citation(where, printed.text, field, day, printed.page, printed.box, words.text)


def _date_after(text: str, end: int) -> ReadDate | None:
    """The date behind a number, before the next number or the end of its clause."""
    following = next((found for found in find_dates(text) if found.start >= end), None)
    if following is None or following.start - end > DATE_WITHIN:
        return None
    between = text[end : following.start].replace(" ", "").strip(",")
    return following if any(weighted_distance(between, words, SLIP) <= SLIP for words in DATED) else None


def _words_begin(text: str, number_start: int) -> int:
    """Where the cited letter's words begin: the last หนังสือ, คำสั่ง … before its number, else its ที่."""
    window = max(0, number_start - 120)
    starts = [match.start() + window for match in WORDS_BEGIN.finditer(text[window:number_start])]
    if starts:
        return starts[-1]
    at = text.rfind("ที่", max(0, number_start - 5), number_start)
    return at if at >= 0 else number_start
