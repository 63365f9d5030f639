"""Thai dates as letters print them. A date is read whole or not at all; nothing is filled in.

PyThaiNLP's parser is not used: it searches for a date inside the text instead of matching all of it, and
so reads `๓10 พฤศจิกายน ๒๕๖๓` as the tenth without a word.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.thai.confusables import weighted_distance
from extractors.thai.digits import ANY_DIGIT, is_mixed, to_arabic
from models.letter import BUDDHIST_ERA_OFFSET

# Letters that still travel: the regulation is of B.E. 2526, its paper forms are older.
FIRST_YEAR_BE, LAST_YEAR_BE = 2450, 2600
LAST_YEAR_CE = LAST_YEAR_BE - BUDDHIST_ERA_OFFSET
FIRST_YEAR_CE = FIRST_YEAR_BE - BUDDHIST_ERA_OFFSET

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")  # as date.weekday() counts
ABBREVIATIONS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")

_ABBREVIATED = "|".join(r"\s?\.?\s?".join(re.escape(c) for c in _split) + r"\s?\.?" for _split in (
    ("ม", "ค"), ("ก", "พ"), ("มี", "ค"), ("เม", "ย"), ("พ", "ค"), ("มิ", "ย"),
    ("ก", "ค"), ("ส", "ค"), ("ก", "ย"), ("ต", "ค"), ("พ", "ย"), ("ธ", "ค"),
))  # fmt: skip
# Any word of a month's length: nearest_month() decides whether it is one with a glyph misread.
_WORD = r"[ก-ฮะ-๎]{5,13}"
MONTH = rf"(?:{'|'.join(MONTHS)}|{_ABBREVIATED}|{_WORD})"
MOST_WRONG = 2.0  # in edits, look-alikes counted less
CLEARLY_NEARER = 1.2  # มกราคม and มีนาคม are two edits apart: the next month must be farther off than a slip
_ERA = r"(?:พ\s?\.?\s?[ศส]\s?\.?|พุทธศักราช|ค\s?\.?\s?ศ\s?\.?|คริสต์ศักราช)"

# The forms, each after a printed line. No digit may touch either end.
DATE = re.compile(
    rf"""(?<!{ANY_DIGIT})
    (?:
        # ๑๐ พฤศจิกายน ๒๕๖๓ | ๓๐ พฤศจิกายน พ.ศ.๒๕๖๓ | 12 พ.ย. 2563 | 1 ธ.ค. 63 | - 8 ก.ย. 2565
        # ๓. ม.ค..๖๗ on the dotted rule of a memo
        (?P<day>{ANY_DIGIT}{{1,2}}) [\s.…]* (?:เดือน\s*)? (?P<month>{MONTH}) [\s.…]* (?P<era>{_ERA})? [\s.…]*
        (?P<year>{ANY_DIGIT}{{4}}|{ANY_DIGIT}{{2}}(?![ก-ฮ]))
    |
        # 1/12/63 | ๒๖/๑๒/๒๕๖๗ | 26-12-2567
        (?P<nday>{ANY_DIGIT}{{1,2}}) \s?(?P<sep>[/-])\s? (?P<nmonth>{ANY_DIGIT}{{1,2}}) \s?(?P=sep)\s?
        (?P<nyear>{ANY_DIGIT}{{4}}|{ANY_DIGIT}{{2}})
    )
    (?!{ANY_DIGIT})""",
    re.VERBOSE,
)


# `กรกฎาคม ๒๕๕๘` | `พ.ค. ๖๘`: month and year printed, the day left to the pen.
# The year must be one of this century or the last, so that พย ๐๖๑๘ of a number is not taken for November.
MONTH_AND_YEAR = re.compile(
    rf"(?P<month>{MONTH})[\s.…]*(?:พ\.?\s?ศ\.?\s*)?(?P<year>[๒2][๐๔๕045]{ANY_DIGIT}{{2}}|{ANY_DIGIT}{{2}}(?![ก-ฮ/.]))"
    rf"(?!{ANY_DIGIT})"
)


# วันพุธที่ ๒ ธันวาคม ๒๕๖๓
WEEKDAY_BEFORE = re.compile(rf"วัน(?P<name>{'|'.join(WEEKDAYS)})ที่\s?$")


@dataclass(frozen=True, slots=True)
class NamedWeekday:
    """A weekday's name before a date: where it begins, and its number as `date.weekday()` counts."""

    start: int
    number: int


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date found at `start:end` of a text. `value` is None where it cannot be; `reasons` say what is odd."""

    value: date | None
    printed: str
    start: int
    end: int
    reasons: tuple[str, ...] = ()


def find_dates(text: str) -> list[ReadDate]:
    """Every date in the text, in order; impossible ones too, without a value."""
    found: list[ReadDate] = []
    position = 0
    while (match := DATE.search(text, position)) is not None:
        read = _read(match)
        if read is not None:
            found.append(read)
        # In `ที่ พง ๐๓๑๘/๑๑ ลงวันที่ ๑๙ กันยายน ๒๕๖๕` the first try is ๑๑ ลงวันที่ ๑๙, and the date begins inside it.
        position = match.end() if read is not None else match.start() + 1
    return found


def parse_date(text: str) -> date:
    """The date that is the whole text; ValueError where there is more, less, or no such day."""
    match = DATE.fullmatch(text.strip())
    found = _read(match) if match else None
    if found is None or found.value is None:
        raise ValueError(f"not a date: {text!r}")
    return found.value


def weekday_before(text: str, end: int) -> NamedWeekday | None:
    """The weekday named right before the date that begins at `end`."""
    match = WEEKDAY_BEFORE.search(text[:end])
    return NamedWeekday(match.start(), WEEKDAYS.index(match["name"])) if match is not None else None


def month_number(text: str) -> int | None:
    """1 to 12 for a month's name or abbreviation, with or without its stops."""
    bare = re.sub(r"[\s.]", "", text)
    if bare in MONTHS:
        return MONTHS.index(bare) + 1
    return ABBREVIATIONS.index(bare) + 1 if bare in ABBREVIATIONS else None


@lru_cache(maxsize=2048)  # one word is asked about by line, stamp and field
def nearest_month(text: str) -> int | None:
    """The one month whose full name is at most `MOST_WRONG` away, None where another is near too."""
    (best, number), (second, _), *_ = sorted((weighted_distance(text, name), n) for n, name in enumerate(MONTHS, 1))
    return number if best <= MOST_WRONG and second - best >= CLEARLY_NEARER else None


@lru_cache(maxsize=2048)
def find_month_and_year(text: str) -> re.Match[str] | None:
    """The first month with a year, such as `กรกฎาคม ๒๕๕๘`; groups `month` and `year`."""
    position = 0
    while (match := MONTH_AND_YEAR.search(text, position)) is not None:
        name = match["month"].strip()
        if month_number(name) is not None or nearest_month(name) is not None:
            return match
        position = match.start() + 1
    return None


def printed_date(value: date, *, thai_month: bool = True) -> str:
    """`10 พฤศจิกายน 2563`: how people are shown a date, the year of the Buddhist era."""
    month = MONTHS[value.month - 1] if thai_month else f"{value.month}"
    return f"{value.day} {month} {value.year + BUDDHIST_ERA_OFFSET}"


def _read(match: re.Match[str]) -> ReadDate | None:
    """None where the word between day and year is no month at all."""
    reasons: list[str] = []
    month = _month(match, reasons)
    if month is None:
        return None
    day, year = match["day"] or match["nday"], match["year"] or match["nyear"]
    if is_mixed(day) or is_mixed(year):
        reasons.append("date.mixed_digits")
        value = None
    else:
        value = _real_day(int(to_arabic(day)), month, _year_ce(to_arabic(year), match["era"] or "", reasons), reasons)
    return ReadDate(value, match[0].strip(), match.start(), match.end(), tuple(reasons))


def _month(match: re.Match[str], reasons: list[str]) -> int | None:
    if match["nmonth"]:
        if is_mixed(match["nmonth"]):
            reasons.append("date.mixed_digits")
        return int(to_arabic(match["nmonth"]))
    number = month_number(match["month"])
    if number is None:
        number = nearest_month(match["month"])
        reasons.append("date.month_misspelt")
    return number


def _year_ce(year: str, era: str, reasons: list[str]) -> int | None:
    """The Christian year; None outside what letters can carry. Two digits are of the Buddhist era."""
    number = int(year)
    if len(year) == 2:
        reasons.append("date.two_digit_year")
        return 2500 + number - BUDDHIST_ERA_OFFSET
    if FIRST_YEAR_BE <= number <= LAST_YEAR_BE and not era.startswith("ค"):
        return number - BUDDHIST_ERA_OFFSET
    if FIRST_YEAR_CE <= number <= LAST_YEAR_CE:
        reasons.append("date.christian_year")
        return number
    reasons.append("date.implausible_year")
    return None


def _real_day(day: int, month: int, year: int | None, reasons: list[str]) -> date | None:
    if year is None:
        return None
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        reasons.append("date.no_such_day")
        return None
    return date(year, month, day)
