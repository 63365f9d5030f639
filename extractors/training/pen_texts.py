"""Random lines finished by hand: a running number, day or entry in pen or stamped with rubber digits, and notes."""

from random import Random
from typing import Protocol

from extractors.training import grammars as form
from extractors.training.alphabet import PEN_ARABIC_DIGITS, PEN_SLASH, PEN_THAI_DIGITS, PEN_UNREAD, PEN_WO_WAEN
from extractors.training.markup import GAP, LEADER, STAMPED, STAMPED_END
from extractors.training.office_words import MONTHS, SHORT_MONTHS

PEN_THAI_SHARE = 0.5  # of handwritten numbers; the rest is Arabic digits, which real stamps carry more often


class _Words(Protocol):
    def name(self) -> str: ...
    def place(self) -> str: ...


def pen_number(rng: Random, number: str) -> str:
    """The ASCII digits and slashes of a number as pen classes, all Thai or all Arabic."""
    digits = PEN_THAI_DIGITS if rng.random() < PEN_THAI_SHARE else PEN_ARABIC_DIGITS
    return "".join(digits[int(c)] if c.isdigit() else PEN_SLASH if c == "/" else c for c in number)


def pen_words(rng: Random) -> str:
    return " ".join(PEN_UNREAD for _ in range(rng.choice([1, 1, 1, 2, 2, 3])))


def stamped_line(rng: Random) -> str:
    """A line whose number, day or whole date a numbering or dating stamp printed."""
    day, year = str(rng.randint(1, 31)), rng.randint(2535, 2578)
    month, short = rng.choice(MONTHS), rng.choice(SHORT_MONTHS)
    shown_year = form.in_some_digits(rng, str(year))
    number = _stamped(form.in_some_digits(rng, form.running_number(rng)))
    circular, space = rng.choice(["", "", "ว ", "ว"]), rng.choice(["", " ", GAP, LEADER])
    written = rng.choice([f"{day} {short} {year}", f"{int(day):02d} {short} {year % 100:02d}", f"{day} {month} {year}"])
    dated = _stamped(rng.choice(["", "", "- "]) + form.in_some_digits(rng, written))
    return rng.choice(
        [
            f"ที่ {form.reference_stem(rng)}{circular}{number}",
            f"ที่ {form.reference_stem(rng)}{space}{circular}{number}{GAP}วันที่{GAP}{dated}",
            f"ที่{LEADER}{form.reference_stem(rng)}{circular}{number}{LEADER}",
            number,
            dated,
            f"วันที่{space}{dated}",
            f"{_stamped(form.in_some_digits(rng, day))}{space or ' '}{month} {shown_year}",
            f"{rng.choice(['เลขที่รับ', 'รับเลขที่', 'เลขรับ', 'รับที่', 'เลขที่'])}{space}{number}",
        ]
    )


def _stamped(text: str) -> str:
    return f"{STAMPED}{text}{STAMPED_END}"


def pen_line(rng: Random, words: _Words) -> str:
    """A line with at least one pen part."""
    day, year = pen_number(rng, str(rng.randint(1, 31))), rng.randint(2535, 2578)
    running = pen_number(rng, form.running_number(rng))
    circular = rng.choice(["", "", "ว ", "ว", PEN_WO_WAEN, PEN_WO_WAEN + " "])
    month, short = rng.choice(MONTHS), rng.choice(SHORT_MONTHS)
    shown_year = form.in_some_digits(rng, str(year))
    stem = form.reference_stem(rng)
    numeric = pen_number(rng, f"{rng.randint(1, 31)}/{rng.randint(1, 12)}/{year % 100}")
    hour = pen_number(rng, f"{rng.randint(0, 23):02d}") + "." + pen_number(rng, f"{rng.randint(0, 59):02d}")
    space = rng.choice(["", " ", GAP, LEADER])
    return rng.choice(
        [
            f"ที่ {stem}{circular}{running}",
            f"ที่{LEADER}{stem}{space}{circular}{running}{LEADER}วันที่{LEADER}{day}{LEADER}{month} {shown_year}",
            f"{stem}{space}{circular}{running}",
            f"ที่ {stem}{circular}{running}{GAP}วันที่ {day} {short} {shown_year}",
            f"{day}{space or ' '}{month} {shown_year}",
            f"{day} {month} {shown_year}",
            f"วันที่{space}{day} {short} {form.in_some_digits(rng, str(year % 100))}",
            f"ณ วันที่ {day} {month} พ.ศ. {shown_year}",
            f"{rng.choice(['เลขที่รับ', 'รับเลขที่', 'เลขรับ', 'เลขทะเบียนรับ', 'รับที่'])}{space}{running}",
            f"วันที่{LEADER}{rng.choice([day, numeric])}{LEADER}เวลา{LEADER}{hour}{rng.choice([' น.', LEADER + 'น.'])}",
            f"เวลา{space}{hour} น.",
            f"วันที่{space}{numeric}",
            running,
            numeric,
            pen_number(rng, form.digits(rng, 6)) + f" {short} {shown_year[-2:]}",
            f"ที่ {stem}{GAP}วันที่{GAP}{month} {shown_year}",
            pen_words(rng),
            f"{pen_words(rng)} {running}",
            f"ลงชื่อ{LEADER}{pen_words(rng)}{LEADER}",
            f"({words.name()}){GAP}{pen_words(rng)}",
            f"{rng.choice(['เรียน', 'เลขที่รับ', 'ผู้รับ', 'จังหวัด' + words.place()])} {pen_words(rng)}",
            f"{form.in_some_digits(rng, str(rng.randint(1, 40)))}{GAP}{words.name()}{GAP}{pen_words(rng)}",
        ]
    )
