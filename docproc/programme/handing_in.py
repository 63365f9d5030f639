"""How many districts have handed in, day by day, against the last day that counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from docproc.documents import NotFoundError
from docproc.messages.thai_dates import BANGKOK
from docproc.repository import programmes, submission_days
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.rights import Actor, Right


@dataclass(frozen=True, slots=True)
class HandingIn:
    """`by_day`: days on which districts handed in, in order, and how many; `districts`: from how many it is awaited."""

    first: dt.date
    last: dt.date
    today: dt.date
    by_day: tuple[tuple[dt.date, int], ...]
    districts: int

    @property
    def handed_in(self) -> int:
        return sum(number for _, number in self.by_day)


def handing_in(service: Service, actor: Actor, programme_code: str) -> HandingIn:
    """Over the districts that the actor may see; days are those of Thailand. Raises NotFoundError."""
    areas = actor.areas(Right.SEE_SUBMISSIONS)
    with service.database.reading() as session:
        programme = programmes.find(session, programme_code)
        if programme is None:
            raise NotFoundError(programme_code)
        moments = submission_days.handed_in(session, programme.id, areas)
        days = Counter(one.astimezone(BANGKOK).date() for one in moments)
        first, last = programme.window
        today = moment(session).astimezone(BANGKOK).date()
        return HandingIn(
            first, last, today, tuple(sorted(days.items())), submission_days.count_awaited(session, programme.id, areas)
        )
