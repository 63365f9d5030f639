"""What the gate looks at: plain facts about one district, gathered from the tables. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.programme import Party, Programme
from models.status import DocType, Status


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from a document; `value` is None where it was not read, or is not there."""

    value: Any = None
    status: Status = Status.UNREAD
    is_there: bool = False  # it has a place on the page, read or not; or a person said what it is


@dataclass(frozen=True, slots=True)
class Proof:
    """A document attached to an activity, as it stands now.

    `findings` are codes of what an auditor should look at and nobody has settled; `rejected_links` names documents
    to which a person said it does not belong; `near_copies` are the districts (codes) where a picture like it serves.
    """

    item_id: str
    document_id: str
    sha256: str
    doc_type: DocType
    pages: tuple[int, ...]
    is_current: bool
    attached_by: str
    title: Value = Value()
    date: Value = Value()
    poster: Value = Value()
    text: str = ""
    n_signed: int | None = None
    findings: tuple[str, ...] = ()
    rejected_links: tuple[str, ...] = ()
    near_copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """An activity that a leader published and nobody withdrew."""

    id: str
    heading: str
    title: str
    held_on: date
    posted_on: date
    publisher: Party
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """When (a day in Thailand) and by whom the district's evidence was handed in."""

    by: Party
    on: date


@dataclass(frozen=True, slots=True)
class Check:
    """A person has looked at the evidence with this seal. `payee` where the checker named who is paid."""

    by: Party
    seal: str
    payee: Party | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the gate decides on. `check` is the last one that nothing has undone since.

    `unregistered` names those who published and are not among the district's leaders in the register.
    """

    programme: Programme
    district: str  # its code
    activities: tuple[Published, ...] = ()
    handed_in: HandedIn | None = None
    check: Check | None = None
    is_paid: bool = False
    unregistered: tuple[str, ...] = ()

    @property
    def leaders(self) -> Mapping[str, Party]:
        """Who published in the district, by user id."""
        return {one.publisher.user_id: one.publisher for one in self.activities}

    @property
    def involved(self) -> frozenset[str]:
        """Whose own evidence it is: none of them may check it or pay for it."""
        attached = {proof.attached_by for one in self.activities for proof in one.proofs}
        handing = {self.handed_in.by.user_id} if self.handed_in is not None else set()
        return frozenset({*self.leaders, *attached, *handing})
