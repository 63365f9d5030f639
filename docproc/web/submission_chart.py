"""Submissions against the deadline as a drawing: a line that rises with each district, up to the number of them all.

The table beside it says the same in numbers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import short_date
from docproc.programme.handing_in import HandingIn

WIDTH, HEIGHT = 1000, 200  # units of the drawing, which is stretched to the page


@dataclass(frozen=True, slots=True)
class DayRow:
    day: str
    number: int
    so_far: int


@dataclass(frozen=True, slots=True)
class SubmissionChart:
    """`line` and `ground` are SVG paths; `deadline` and `today` are places from the left, `today` None outside."""

    title: str
    left: str
    districts: int
    line: str
    ground: str
    deadline: float
    today: float | None
    first: str
    last: str
    window_end: str
    rows: tuple[DayRow, ...]


def submission_chart(found: HandingIn, shown: Catalogue) -> SubmissionChart | None:
    """From the first day that counts to the last, or on to whoever came later. None where there is but one district."""
    if found.districts < 2:
        return None
    days = [day for day, _ in found.by_day]
    first, last = min([found.first, *days]), max([found.last, *days])
    end = min(last, max([found.today, *days]))  # nobody knows what comes after today

    def x(day: dt.date) -> float:
        return round(WIDTH * (day - first).days / max(1, (last - first).days), 1)

    path, so_far, rows = f"M0 {HEIGHT}", 0, []
    for day, number in found.by_day:
        so_far += number
        path += f"H{x(day)}V{round(HEIGHT * (1 - min(1, so_far / found.districts)), 1)}"
        rows.append(DayRow(short_date(day, shown), number, so_far))
    path += f"H{max(0.0, x(end))}"
    days_left = (found.last - found.today).days
    left = shown.text("handing_in.left", n=days_left) if days_left >= 0 else shown.text("handing_in.over")
    return SubmissionChart(
        title=shown.text("handing_in.title", n=f"{found.handed_in:,}", of=f"{found.districts:,}"),
        left=left,
        districts=found.districts,
        line=path,
        ground=f"{path}V{HEIGHT}Z",
        deadline=x(found.last),
        today=x(found.today) if first <= found.today <= last else None,
        first=short_date(first, shown),
        last=short_date(last, shown),
        window_end=short_date(found.last, shown),
        rows=tuple(rows),
    )
