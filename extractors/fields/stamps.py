"""ตรารับหนังสือ: office, number, date and time of each received stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from extractors.fields.letter_date import date_field
from extractors.fields.passage import Passage, joined, passage_of
from extractors.fields.stamp_office import office_field
from extractors.fields.witnesses import proved
from extractors.stamps.labels import (
    DATE_LABELS,
    NUMBER_LABELS,
    TIME_LABELS,
    find_stamp_label,
    kinds_of_labels,
    labels_in,
)
from extractors.thai.dates import DATE, find_dates
from extractors.thai.digits import ANY_DIGIT, is_mixed, to_arabic
from models.field import Alternative, Field
from models.letter import Stamp
from models.page import PageReading, Zone, ZoneKind
from models.status import Status

T = TypeVar("T")

# ๑๓:๕๐:๕๗ | 15.46 น. | 09.30
TIME = re.compile(
    rf"(?<![{ANY_DIGIT[1:-1]}/.:])(?P<hour>{ANY_DIGIT}{{1,2}})\s?[.: ]\s?(?P<minute>{ANY_DIGIT}{{2}})"
    rf"(?:\s?[.:]\s?(?P<second>{ANY_DIGIT}{{2}}))?(?![{ANY_DIGIT[1:-1]}/])"
)
A_YEAR, USUAL_DAYS = 366, 90
RARE, NEVER = 0.1, 0.02  # against a usual day: the letter's own date may be misread
MOST, LEAST_SHARE = 0.6, 0.15
ENTRY = re.compile(rf"{ANY_DIGIT}{{2,6}}|{TIME.pattern}")  # a number or a time alone in its row
SHORTEST_OFFICE = 4  # consonants
LEADERS = re.compile(r"[.…_·]{2,}")
NUMBER = re.compile(rf"{ANY_DIGIT}+")
WITH_YEAR = re.compile(rf"{ANY_DIGIT}+(?:\s?/\s?{ANY_DIGIT}{{2,4}})?")  # 1234/2567
SURE_WITHOUT_LABEL = 0.8  # of each digit of what nothing but its form shows to be a number or a time
# Printed in the stamp, and neither office nor value.
NOT_AN_OFFICE = re.compile(r"^(?:น\.?|ผู้รับ.*|ตรารับ.*|รับหนังสือ|[\W\d๐-๙]*)$")
OFFICE_WORDS = re.compile(
    r"สำนัก|กอง|ที่ว่าการ|ที่ทำการ|ศาลากลาง|เทศบาล|องค์การ|อบต|อบจ|จังหวัด|อำเภอ|กรม|กระทรวง|ศูนย์|มหาวิทยาลัย|โรงเรียน|คณะ|ฝ่าย|แผนก"
)


def stamps_of(pages: Iterable[PageReading]) -> tuple[Stamp, ...]:
    """One entry for each zone that is a receipt."""
    return tuple(_read_stamp(zone, page.number) for page in pages for zone in page.zones if is_receipt(zone))


def settled_by_letter(stamp: Stamp, written: Field[date]) -> Stamp:
    """The stamp with its day as the letter's own day has it: letters are received within weeks, never before.

    Of the days that the ink allows the likeliest under that habit is taken, where it is likelier than all others
    together. A day before the letter's contradicts it; one that is a year off is misread.
    """
    day = stamp.date
    if written.value is None or day.box is None:
        return stamp
    weighed: dict[date, float] = {}
    for value, share in _days_possible(day):
        weighed[value] = weighed.get(value, 0.0) + share * _habit(value, written.value)
    best = max(weighed, key=lambda one: weighed[one], default=written.value)
    likely = weighed.get(best, 0.0) > max(LEAST_SHARE, MOST * sum(weighed.values()))
    if likely and best != day.value and _habit(best, written.value) == 1.0:
        chosen: Field[date] = replace(day, value=best, status=Status.READ, confidence=weighed[best])
        return replace(stamp, date=replace(chosen, reasons=(*day.reasons, "stamp.day_by_letter")))
    if day.value is None or _habit(day.value, written.value) == 1.0:
        return stamp
    if abs((written.value - day.value).days) > A_YEAR:
        return replace(stamp, date=day.with_status(Status.UNREAD, "stamp.far_from_letter"))
    if day.value < written.value:
        return replace(stamp, date=day.with_status(Status.DISPUTED, "stamp.before_letter"))
    return stamp


def _days_possible(day: Field[date]) -> Iterator[tuple[date, float]]:
    """The days that the ink allows, each with its share."""
    if day.value is not None:
        yield day.value, day.confidence
    for other in day.alternatives:
        found = find_dates(other.printed)
        if found and found[0].value is not None:
            yield found[0].value, other.confidence


def _habit(received: date, written: date) -> float:
    """How usual it is to receive a letter so many days after it was written, the usual being 1."""
    days = (received - written).days
    if 0 <= days <= USUAL_DAYS:
        return 1.0
    return RARE if 0 < days <= A_YEAR else NEVER


def is_receipt(zone: Zone) -> bool:
    """True for a stamp in which a number's or time's label, a date, two entries or an office can be read.

    Class marks and seals are none, nor is a date's label alone, which every memo prints.
    """
    if has_stamp_labels(zone):
        return True
    texts = [line.text for line in zone.lines if _letters(line.text) >= SHORTEST_OFFICE]
    labelled = any(find_stamp_label(line.text, (*NUMBER_LABELS, *TIME_LABELS)) for line in zone.lines)
    dated = any(find_dates(line.text) for line in zone.lines)
    entries = sum(bool(ENTRY.fullmatch(line.text.strip(" .…"))) for line in zone.lines)
    named = any(OFFICE_WORDS.search(text) for text in texts)
    return zone.kind is ZoneKind.STAMP and (labelled or dated or entries >= 2 or named)


def has_stamp_labels(zone: Zone) -> bool:
    """True where two of number, date and time are labelled: a stamp without its frame looks like a note."""
    return kinds_of_labels(line.text for line in zone.lines) >= 2


def _read_stamp(zone: Zone, page: int) -> Stamp:
    # Each line is a row of the stamp, read level: on the page the rows of a tilted stamp overlap in height.
    rows = [row for row in (passage_of(line, page) for line in zone.lines) if row]
    return Stamp(
        office=_office(rows),
        number=_number(rows),
        date=_date(rows),
        time=_time(rows),
        page=page,
        box=zone.box,
        colour=zone.colour,
    )


def _office(rows: Sequence[Passage]) -> Field[str]:
    """What stands above the first label, or before it in its row; else a row that names an office."""
    above: list[Passage] = []
    for row in rows:
        label = _first_label(row.text)
        if label is not None or find_dates(row.text):
            before = row.cut(0, label or 0)
            above += [before] if not above and OFFICE_WORDS.search(before.text) else []
            break
        if not NOT_AN_OFFICE.match(row.text) and not row.has_pen and _letters(row.text) >= SHORTEST_OFFICE:
            above.append(row)
    if not above:
        above = [row for row in rows if OFFICE_WORDS.search(row.text) and _first_label(row.text) is None][:1]
    whole = joined(above[:2])
    return office_field(whole) if whole else Field()


def _letters(text: str) -> int:
    return sum("ก" <= char <= "ฮ" for char in text)


def _first_label(text: str) -> int | None:
    """Where the first label of a row begins."""
    return min((label.start for label in labels_in(text)), default=None)


def _number(rows: Sequence[Passage]) -> Field[str]:
    """Digits behind the number's label; without a readable label, a row of nothing but digits."""
    for row in rows:
        label = find_stamp_label(row.text, NUMBER_LABELS)
        if label is not None:
            value = _behind(row, label[1], (DATE_LABELS, TIME_LABELS))
            if value:
                return _number_field(value)
    bare = next((row for row in rows if NUMBER.fullmatch(row.text.strip(" .…"))), None)
    if bare is None or len(bare.text.strip(" .…")) < 2 or bare.weakest < SURE_WITHOUT_LABEL:
        return Field()
    start = len(bare.text) - len(bare.text.lstrip(" .…"))
    return replace(_number_field(bare.cut(start, len(bare.text.rstrip(" .…")))), reasons=("stamp.number_unlabelled",))


def _behind(row: Passage, start: int, others: Sequence[Sequence[str]]) -> Passage:
    """What stands between a label and the next one in its row, leader dots at both ends taken off."""
    ends = (find_stamp_label(row.text, labels, start) for labels in others)
    value = row.cut(start, min((end[0] for end in ends if end), default=len(row)))
    return value.cut(len(value.text) - len(value.text.lstrip(" .…_:·-")), len(value.text.rstrip(" .…_·")))


def _number_field(value: Passage) -> Field[str]:
    """The digits as they stand; leader dots among them leave more than one way to read the number."""
    text = value.text
    if WITH_YEAR.fullmatch(text) and not is_mixed(text):
        return _with_others(proved(value, text, grammar_holds=True), value, WITH_YEAR)
    unread: Field[str] = proved(value, None, reasons=("stamp.number_unsure",))
    digits = "".join(NUMBER.findall(text))
    if not digits or is_mixed(digits):
        return unread
    return replace(unread, alternatives=(Alternative(digits, value.weakest, "digits alone"),))


def _with_others(field: Field[T], value: Passage, form: re.Pattern[str]) -> Field[T]:
    """The field with what else its reader held possible of this form, likeliest first."""
    others = [
        Alternative(reading.text, reading.confidence, reading.reader)
        for line in value.lines
        for reading in line.readings[1:]
        if form.fullmatch(reading.text) and reading.text != value.text
    ]
    return replace(field, alternatives=(*field.alternatives, *others))


def _date(rows: Sequence[Passage]) -> Field[date]:
    """The first date in the stamp, behind its label or stamped across it; unread where only a label is inked."""
    for row in rows:
        found = find_dates(LEADERS.sub(lambda match: " " * len(match[0]), row.text))
        if found:
            part = row.cut(found[0].start, found[0].end)
            return _with_others(date_field(row, found[0]), part, DATE)
    rest = _unread_rest(rows, DATE_LABELS)
    return proved(rest, None, reasons=("stamp.unread",)) if rest is not None else Field()


def _time(rows: Sequence[Passage]) -> Field[str]:
    """`13:50` or with seconds; hours and minutes that no clock shows are left unread."""
    for row in rows:
        label = find_stamp_label(row.text, TIME_LABELS)
        dates = find_dates(row.text)
        start = label[1] if label is not None else dates[-1].end if dates else None
        match = TIME.search(row.text, start) if start is not None else TIME.fullmatch(row.text.strip(" .…"))
        if match is None or (start is None and row.weakest < SURE_WITHOUT_LABEL):
            continue
        part = row.cut(match.start(), match.end())
        hour, minute, second = (to_arabic(match[name] or "") for name in ("hour", "minute", "second"))
        if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
            return proved(part, None, reasons=("stamp.no_such_time",))
        if is_mixed(match[0]):
            return proved(part, None, reasons=("stamp.mixed_digits",))
        read = f"{int(hour):02d}:{minute}" + (f":{second}" if second else "")
        return _with_others(proved(part, read, grammar_holds=True), part, TIME)
    rest = _unread_rest(rows, TIME_LABELS)
    return proved(rest, None, reasons=("stamp.unread",)) if rest is not None else Field()


def _unread_rest(rows: Sequence[Passage], labels: Sequence[str]) -> Passage | None:
    """What stands behind the label where it has digits in it; None where the label is missing or left blank."""
    for row in rows:
        label = find_stamp_label(row.text, labels)
        if label is None:
            continue
        rest = _behind(row, label[1], (TIME_LABELS, DATE_LABELS, NUMBER_LABELS))
        if re.search(ANY_DIGIT, rest.text):
            return rest
    return None
