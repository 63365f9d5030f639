"""Dates as people read them: Buddhist era, in Thai digits where they are quoted from a letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from docproc.messages.catalogue import Catalogue
from extractors.thai.digits import to_thai
from models.letter import BUDDHIST_ERA_OFFSET

# Thailand has kept one offset and no summer time since 1920, so no time zone database is needed.
BANGKOK = timezone(timedelta(hours=7))


def full_date(day: date, catalogue: Catalogue) -> str:
    """A letter's date as letters write it: ๒ ธันวาคม ๒๕๖๓; in English 2 December B.E. 2563."""
    shown = catalogue.text(
        "date.full",
        day=day.day,
        month=catalogue.text(f"month.{day.month}"),
        year=day.year + BUDDHIST_ERA_OFFSET,
    )
    return to_thai(shown) if catalogue.language == "th" else shown


def short_date(day: date, catalogue: Catalogue) -> str:
    """A date in a narrow place: 2 ธ.ค. 2563."""
    month = catalogue.text(f"month_short.{day.month}")
    return catalogue.text("date.short", day=day.day, month=month, year=day.year + BUDDHIST_ERA_OFFSET)


def moment(at: datetime, catalogue: Catalogue) -> str:
    """A moment in Thai time: 2 ธ.ค. 2563 14:32 น. A time without a zone is UTC, as stored."""
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(BANGKOK)
    return catalogue.text("date.moment", date=short_date(local.date(), catalogue), time=f"{local:%H:%M}")


def with_dates_shown(text: str, catalogue: Catalogue) -> str:
    """The text with each word that is an ISO date written as a short date."""
    return " ".join(_shown_word(word, catalogue) for word in text.split(" "))


def _shown_word(word: str, catalogue: Catalogue) -> str:
    try:
        return short_date(date.fromisoformat(word), catalogue)
    except ValueError:
        return word
