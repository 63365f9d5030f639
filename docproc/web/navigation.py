"""The menu: an entry for each page that people start from, shown to who may use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from docproc.review import MOST_COUNTED, count_waiting
from docproc.wiring import Service
from models.rights import Actor, Right

ACCOUNT = "/account"


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` with all that lies under it or under `also`; `count` gives the number shown beside the word."""

    path: str
    right: Right
    code: str
    icon: str
    also: tuple[str, ...] = ()
    count: Callable[[Service, Actor], str | None] | None = None

    def holds(self, path: str) -> bool:
        """Whether the page lies under this entry."""
        return (
            path == self.path or (self.path != "/" and path.startswith(f"{self.path}/")) or path.startswith(self.also)
        )


def _count_waiting(service: Service, actor: Actor) -> str | None:
    """How many values wait for the actor; None where the database does not answer."""
    try:
        number = count_waiting(service, actor.areas(Right.DECIDE_VALUES))
    except SQLAlchemyError:
        return None
    return f"{number:,}" + ("+" if number == MOST_COUNTED else "") if number else None


ENTRIES = (
    Entry("/inbox", Right.DECIDE_VALUES, "inbox.nav", "clock"),
    Entry("/", Right.READ_DOCUMENTS, "nav.files", "file", also=("/documents/",)),
    Entry("/leader", Right.UPLOAD, "leader.nav", "camera"),
    Entry("/review", Right.DECIDE_VALUES, "nav.review", "eye", count=_count_waiting),
    Entry("/chain", Right.READ_DOCUMENTS, "nav.chain", "chain"),
    Entry("/registers", Right.KEEP_REGISTERS, "registers.nav", "stamp"),
    Entry("/coverage", Right.SEE_SUBMISSIONS, "coverage.nav", "people"),
    Entry("/districts", Right.SEE_SUBMISSIONS, "districts.nav", "stamp"),
    Entry("/operations", Right.OPERATE, "operations.nav", "clock"),
    Entry("/search", Right.READ_DOCUMENTS, "nav.search", "search"),
    Entry("/findings", Right.AUDIT, "nav.findings", "warning"),
    Entry("/programmes", Right.ADMINISTER, "programme_rules.nav", "stamp"),
    Entry("/users", Right.ADMINISTER, "nav.users", "people"),
)


def menu(actor: Actor) -> tuple[Entry, ...]:
    """What the actor may use, in its order."""
    return tuple(entry for entry in ENTRIES if actor.has(entry.right))


def home_of(actor: Actor) -> str:
    """Where the actor's day begins."""
    return next((entry.path for entry in menu(actor)), ACCOUNT)
