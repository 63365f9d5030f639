"""Reading an archive again with a newer reader: which files, what came of it, and whether it was promoted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.status import DocType, SourceStatus


class ReprocessingState(StrEnum):
    READING = "reading"
    STOPPED = "stopped"  # by a person, who may start it again
    COMPARED = "compared"  # every file was read: the differences wait for a person
    PROMOTING = "promoting"
    PROMOTED = "promoted"
    DISCARDED = "discarded"


class ItemState(StrEnum):
    """Where one file of a reprocessing stands."""

    WAITING = "waiting"
    READING = "reading"
    COMPARED = "compared"
    REFUSED = "refused"  # it could not be read as a whole: what was there stays
    PROMOTED = "promoted"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which files to read again; what is None asks for nothing. Days are those of arrival, both included."""

    doc_type: DocType | None = None
    status: SourceStatus | None = None
    version: str | None = None
    office: str | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one document as it stands and as the new reading has it; None where one of them lacks it."""

    document_id: str | None
    field: str
    before: Any
    after: Any
    status_before: str | None
    status_after: str | None
    is_kept_by_person: bool = False


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link that the new reading would bring or lose, between documents by id."""

    from_document: str
    to_document: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change in one file."""

    fields: tuple[FieldChange, ...] = ()
    links_gained: tuple[LinkChange, ...] = ()
    links_lost: tuple[LinkChange, ...] = ()
    documents_before: int = 0
    documents_after: int = 0

    @property
    def counts(self) -> Counts:
        return Counts(
            files=1,
            changed=sum(change.before != change.after and not change.is_kept_by_person for change in self.fields),
            surer=sum(_is_sure(change.status_after) and not _is_sure(change.status_before) for change in self.fields),
            disputed=sum(
                change.status_after == "disputed" and change.status_before != "disputed" for change in self.fields
            ),
            kept=sum(change.is_kept_by_person for change in self.fields),
            links_gained=len(self.links_gained),
            links_lost=len(self.links_lost),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """Differences of any number of files, counted."""

    files: int = 0
    changed: int = 0
    surer: int = 0
    disputed: int = 0
    kept: int = 0
    links_gained: int = 0
    links_lost: int = 0


@dataclass(frozen=True, slots=True)
class HowFar:
    """Files of a reprocessing by state, and the seconds that what is left may take; None while nobody can know."""

    states: dict[ItemState, int] = field(default_factory=dict)
    pages_done: int = 0
    pages_total: int = 0
    seconds_left: float | None = None


def _is_sure(status: str | None) -> bool:
    return status in ("corroborated", "confirmed")
