"""ตรารับหนังสือ: office, number, date and time of each received stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from extractors.fields.class_marks import SECRECY, URGENCY
from extractors.fields.letter_date import date_field
from extractors.fields.passage import Passage, joined, passage_of
from extractors.fields.witnesses import proved
from extractors.thai.dates import find_dates
from extractors.thai.digits import ANY_DIGIT, is_mixed, to_arabic
from models.field import Alternative, Field
from models.letter import Stamp
from models.page import PageReading, Zone, ZoneKind
from models.status import Status

# เลขรับ | เลขที่รับ | รับเลขที่ | เลขที่ | รับที่ | เลขทะเบียนรับ
NUMBER_LABEL = re.compile(r"(?:เลข\s?ทะเบียน\s?(?:ที่)?\s?รับ|เลข\s?ที่\s?รับ|รับ\s?เลข\s?ที่|รับ\s?ที่|เลข\s?รับ|เลข\s?ที่)\s?[:.]?")
DATE_LABEL = re.compile(r"(?:ลง)?วัน\s?ที่\s?(?:รับ)?\s?[:.]?")
TIME_LABEL = re.compile(r"เวลา\s?[:.]?")
# ๑๓:๕๐:๕๗ | 15.46 น. | 09.30
TIME = re.compile(
    rf"(?<![{ANY_DIGIT[1:-1]}/.:])(?P<hour>{ANY_DIGIT}{{1,2}})\s?[.:]\s?(?P<minute>{ANY_DIGIT}{{2}})"
    rf"(?:\s?[.:]\s?(?P<second>{ANY_DIGIT}{{2}}))?(?![{ANY_DIGIT[1:-1]}/])"
)
LEADERS = re.compile(r"[.…_·]{2,}")
NUMBER = re.compile(rf"{ANY_DIGIT}+")
# Printed in the stamp, and neither office nor value.
NOT_AN_OFFICE = re.compile(r"^(?:น\.?|ผู้รับ.*|ตรารับ.*|รับหนังสือ|[\W\d๐-๙]*)$")
OFFICE_WORDS = re.compile(
    r"สำนัก|กอง|ที่ว่าการ|ที่ทำการ|ศาลากลาง|เทศบาล|องค์การ|อบต|อบจ|จังหวัด|อำเภอ|กรม|กระทรวง|ศูนย์|มหาวิทยาลัย|โรงเรียน|คณะ|ฝ่าย|งาน|แผนก|ทหาร|ศซ|กอ"
)


def stamps_of(pages: Iterable[PageReading]) -> tuple[Stamp, ...]:
    """One entry for each stamp zone that is a receipt; class marks stamped in red are not."""
    return tuple(
        stamp
        for page in pages
        for zone in page.zones_of(ZoneKind.STAMP)
        if (stamp := _read_stamp(zone, page.number)) is not None
    )


def _read_stamp(zone: Zone, page: int) -> Stamp | None:
    lines = [passage_of(line, page) for line in sorted(zone.lines, key=lambda one: one.box.y0) if line.readings]
    texts = [line for line in lines if line]
    if texts and all(line.text.replace(" ", "") in (*URGENCY, *SECRECY) for line in texts):
        return None
    return Stamp(
        office=_office(texts),
        number=_number(texts),
        date=_date(texts),
        time=_time(texts),
        page=page,
        box=zone.box,
        colour=zone.colour,
    )


def _office(lines: Sequence[Passage]) -> Field[str]:
    """What stands above the first label; where the labels come first, a line that names an office."""
    above: list[Passage] = []
    for line in lines:
        if _has_label(line.text) or find_dates(line.text):
            break
        if not NOT_AN_OFFICE.match(line.text) and not line.has_pen:
            above.append(line)
    if not above:
        above = [line for line in lines if OFFICE_WORDS.search(line.text) and not _has_label(line.text)][:1]
    whole = joined(above[:2])
    return proved(whole, whole.text, prose=True) if whole else Field()


def _has_label(text: str) -> bool:
    return any(pattern.search(text) for pattern in (NUMBER_LABEL, DATE_LABEL, TIME_LABEL))


def _number(lines: Sequence[Passage]) -> Field[str]:
    """Digits behind the number's label; leader dots among digits leave more than one way to read them."""
    for line in lines:
        label = NUMBER_LABEL.search(line.text)
        if label is None:
            continue
        end = next((m.start() for p in (DATE_LABEL, TIME_LABEL) if (m := p.search(line.text, label.end()))), len(line))
        value = line.cut(label.end(), end)
        value = value.cut(len(value.text) - len(value.text.lstrip(" .…_:")), len(value.text.rstrip(" .…_")))
        return _number_field(value)
    return Field()


def _number_field(value: Passage) -> Field[str]:
    text = value.text
    if not text:
        return Field()
    if NUMBER.fullmatch(text) and not is_mixed(text):
        return proved(value, text, grammar_holds=True)
    unread: Field[str] = proved(value, None, reasons=("stamp.number_unsure",))
    digits = "".join(NUMBER.findall(text))
    if digits and not is_mixed(digits):
        candidate = Alternative(digits, value.weakest, "digits alone")
        return Field(None, text, value.page, value.box, Status.UNREAD, unread.confidence, unread.readers,
                     unread.handwritten, (candidate,), unread.reasons)  # fmt: skip
    return unread


def _date(lines: Sequence[Passage]) -> Field[date]:
    """The first date in the stamp, behind its label or stamped across it; unread where only a label is inked."""
    for line in lines:
        found = find_dates(LEADERS.sub(lambda match: " " * len(match[0]), line.text))
        if found:
            return date_field(line, found[0])
    rest = _unread_rest(lines, DATE_LABEL)
    return proved(rest, None, reasons=("stamp.unread",)) if rest is not None else Field()


def _time(lines: Sequence[Passage]) -> Field[str]:
    """`13:50` or with seconds; hours and minutes that no clock shows are left unread."""
    for line in lines:
        label = TIME_LABEL.search(line.text)
        dates = find_dates(line.text)
        start = label.end() if label is not None else dates[-1].end if dates else None
        match = TIME.search(line.text, start) if start is not None else None
        if match is None:
            continue
        part = line.cut(match.start(), match.end())
        hour, minute, second = (to_arabic(match[name] or "") for name in ("hour", "minute", "second"))
        if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
            return proved(part, None, reasons=("stamp.no_such_time",))
        return proved(part, f"{int(hour):02d}:{minute}" + (f":{second}" if second else ""), grammar_holds=True)
    rest = _unread_rest(lines, TIME_LABEL)
    return proved(rest, None, reasons=("stamp.unread",)) if rest is not None else Field()


def _unread_rest(lines: Sequence[Passage], label: re.Pattern[str]) -> Passage | None:
    """What stands behind the label where it has digits in it; None where the label is missing or left blank."""
    for line in lines:
        match = label.search(line.text)
        if match is None:
            continue
        others = (other.search(line.text, match.end()) for other in (TIME_LABEL, DATE_LABEL, NUMBER_LABEL))
        rest = line.cut(match.end(), min((other.start() for other in others if other), default=len(line)))
        if re.search(ANY_DIGIT, rest.text):
            return rest
    return None
