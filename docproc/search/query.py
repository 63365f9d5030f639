"""What somebody looks for: the folded strings of which a hit holds at least one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docproc.repository.folding import fold
from extractors.thai.dates import ABBREVIATIONS, MONTHS, parse_date
from extractors.thai.digits import to_arabic
from models.letter import BUDDHIST_ERA_OFFSET

LONGEST_QUERY = 200
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def needles_of(query: str) -> tuple[str, ...]:
    """The query folded, first; of a date also the other ways in which it is written. Empty where nothing is asked."""
    typed = " ".join(query.split())[:LONGEST_QUERY]
    folded = fold(typed)
    if not folded:
        return ()
    day = day_in(typed)
    return tuple(dict.fromkeys((folded, *(fold(one) for one in (_ways_of_writing(day) if day else ())))))


def day_in(query: str) -> date | None:
    """The day that is the whole text: in words, abbreviated, in figures, or in ISO form; None where it is no day."""
    plain = to_arabic(query)
    try:
        return date.fromisoformat(plain) if ISO.fullmatch(plain) else parse_date(query)
    except ValueError:
        return None


def _ways_of_writing(day: date) -> Iterator[str]:
    year, month, short = day.year + BUDDHIST_ERA_OFFSET, MONTHS[day.month - 1], ABBREVIATIONS[day.month - 1]
    dotted = f"{short[:-1]}.{short[-1]}."
    yield day.isoformat()
    for name in (month, dotted, short):
        yield f"{day.day}{name}{year}"
        yield f"{day.day}{name}พ.ศ.{year}"
    yield f"{day.day}เดือน{month}พ.ศ.{year}"
    yield f"{day.day}{dotted}{year % 100:02d}"
    yield f"{day.day}/{day.month}/{year}"
    yield f"{day.day:02d}/{day.month:02d}/{year}"
