"""The date of a letter: alone below the head of a letter, after วันที่ of a memo, after ณ วันที่ of an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.decoding.forms import written_date
from extractors.fields.head import Head
from extractors.fields.labels import Label
from extractors.fields.layout import PrintedLine
from extractors.fields.passage import Passage, joined
from extractors.fields.weighing import Weighing, weighed
from extractors.fields.witnesses import proved
from extractors.thai.dates import MONTH, ReadDate, find_dates, find_month_and_year, weekday_before
from extractors.thai.digits import ANY_DIGIT, to_arabic
from models.field import Field
from models.status import Status

UNREAD_PART = "…"
# สั่ง ณ วันที่ | ประกาศ ณ วันที่ | ให้ไว้ ณ วันที่
# with a letter or two of วันที่ misread
GIVEN_ON = re.compile(
    rf"(?:ส[ั-๎]{{1,2}}ง|ประกาศ|ให้ไว้)\s*ณ\s*[^\s{ANY_DIGIT[1:-1]}]{{3,6}}"
    rf"(?=\s?{ANY_DIGIT}|\s?$|\s?[.…]|\s{MONTH})"
)


def date_field(passage: Passage, found: ReadDate) -> Field[date]:
    """The field of a date found in a passage. The calendar is its grammar: no such day gives no value.

    Beside it stand the other days that the line may show. In place of a day that the calendar lacks none is taken:
    the page may err; and a weekday that is not the day's disputes it.
    """
    free = _free_field(passage, found)
    named = weekday_before(passage.text, found.start)
    stretch = passage.cut(named.start if named else found.start, found.end)
    field = weighed(free, stretch, _weighing(), may_take="date.no_such_day" not in free.reasons)
    if named is not None and field.value is not None and field.value.weekday() != named.number:
        return field.with_status(Status.DISPUTED, "date.weekday_differs")
    return field


def _free_field(passage: Passage, found: ReadDate) -> Field[date]:
    part = passage.cut(found.start, found.end)
    plain = not set(found.reasons) - {"date.two_digit_year"}
    return proved(part, found.value, grammar_holds=plain, reasons=found.reasons)


@cache
def _weighing() -> Weighing[date]:
    return Weighing(written_date(), _day_of, _field_of_text)


def _day_of(text: str) -> date | None:
    """The day a text says; None for no day, and where the weekday it names is another's."""
    found = find_dates(text)
    if len(found) != 1 or found[0].end != len(text):
        return None
    value, named = found[0].value, weekday_before(text, found[0].start)
    before = text[: named.start if named else found[0].start]
    is_said = value is not None and (named is None or named.number == value.weekday())
    return value if is_said and not before.strip(" -") else None


def _field_of_text(passage: Passage) -> Field[date]:
    found = find_dates(passage.text)
    return _free_field(passage, found[0]) if found else Field()


def read_date(passage: Passage, *, pen_words: int = 0) -> Field[date]:
    """The date in a labelled value; the printed month and year with `…` where the day is pen and unread."""
    found = find_dates(passage.text)
    if found:
        first_pen = passage.marks[found[0].start].pen
        field = date_field(passage, found[0])
        if field.value is None and (first_pen or int(to_arabic(found[0].printed[:1])) == 0):
            # No such day, but a pen wrote it: a digit of it was not seen, the page does not err.
            return _without_day(field, "date.day_unread")
        # An unread stroke beside a pen day may be its other digit: ๑๗ read as ๗.
        return _without_day(field, "date.pen_words_unread") if pen_words and first_pen else field
    if not passage and not pen_words:
        return Field()
    field = _day_unread(passage)
    return field if pen_words else weighed(field, passage.cut(0, len(passage.text.rstrip(" .…"))), _weighing())


def _day_unread(passage: Passage) -> Field[date]:
    """The printed month and year, or what else there is, with `…` for the rest."""
    partial = find_month_and_year(passage.text)
    if partial is not None:
        part = passage.cut(partial.start(), partial.end())
        return replace(proved(part, None, reasons=("date.day_unread",)), printed=f"{UNREAD_PART} {part.text}")
    return replace(proved(passage, None, reasons=("date.unread",)), printed=f"{passage.text} {UNREAD_PART}".strip())


def letter_date(head: Head) -> Field[date]:
    """After วันที่ where that label stands; else the first unlabelled line of the head that is a date."""
    block = head.block(Label.DATE)
    if block is not None:
        pieces = (piece for row in block.rows for piece in row if piece)
        field = read_date(joined(pieces), pen_words=block.first.pen_words)
        return field if field.is_present else replace(field, page=block.first.page, box=block.first.box)
    candidates = [line for line in head.free if is_date_line(line.text)]
    if not candidates:
        return Field()
    return read_date(candidates[0].passage, pen_words=candidates[0].pen_words)


def given_date(lines: Sequence[PrintedLine]) -> Field[date]:
    """`สั่ง ณ วันที่ …` of an order, `ประกาศ ณ วันที่ …` of an announcement: the last one on the pages."""
    for line in reversed(lines):
        match = GIVEN_ON.search(line.text)
        if match is not None:
            same_row = [
                other for other in lines if other.page == line.page and other.row == line.row and other is not line
            ]
            after = [other.passage for other in same_row if other.box.x0 > line.box.x0]
            return read_date(joined([line.passage.cut(match.end()), *after]), pen_words=line.pen_words)
    return Field()


def closing_date_line(lines: Sequence[PrintedLine]) -> PrintedLine | None:
    """The date line of a stamped letter stands below its body: the last line that is nothing but a date."""
    return next((line for line in reversed(lines) if is_date_line(line.text)), None)


def is_date_line(text: str) -> bool:
    """True where a line is a date and hardly anything else: dates inside sentences are not the letter's."""
    match = find_month_and_year(text)
    if match is None:
        return False
    rest = text[: match.start()] + text[match.end() :]
    return sum("ก" <= char <= "ฮ" for char in rest) <= len("วนท")


def _without_day(field: Field[date], reason: str) -> Field[date]:
    match = find_month_and_year(field.printed)
    rest = match[0] if match else ""
    return replace(field, value=None, status=proved(Passage(), None).status, printed=f"{UNREAD_PART} {rest}".strip(),
                   reasons=(*field.reasons, reason))  # fmt: skip
