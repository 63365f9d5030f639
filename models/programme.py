"""The volunteer programme's words: rules, proofs, the states of a district's submission and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final


class SubmissionState(StrEnum):
    """Where a district stands. Each is computed from facts; nobody sets one."""

    DRAFT = "draft"  # not handed in, or taken back
    SUBMITTED = "submitted"  # handed in, something is missing
    COMPLETE = "complete"  # nothing is missing, nobody has looked at it
    CHECKED = "checked"  # a person has looked at exactly this evidence; it is open to whom is paid
    PAYABLE = "payable"  # checked, and it is settled who is paid
    PAID = "paid"

    @property
    def rank(self) -> int:
        """0 for the first, more for those further on."""
        return list(SubmissionState).index(self)


class SubmissionAct(StrEnum):
    """What happened to a submission; the machine's own are the last three."""

    HANDED_IN = "handed_in"
    TAKEN_BACK = "taken_back"  # by the leader
    CHECKED = "checked"
    RETURNED = "returned"  # by the checker, to the leader
    PAID = "paid"
    CHANGED = "changed"  # an activity or a proof was added or withdrawn; the state may be the same
    ADVANCED = "advanced"  # what was missing is there
    REOPENED = "reopened"  # what was there is gone, in doubt, or another one
    FLAGGED = "flagged"  # the same after the payment: the payment stands, an auditor must look


BY_MACHINE: Final = frozenset({SubmissionAct.ADVANCED, SubmissionAct.REOPENED, SubmissionAct.FLAGGED})


class RuleKey(StrEnum):
    """What a programme settles (in brackets its unit)."""

    WINDOW_START = "window_start"  # ISO date
    WINDOW_END = "window_end"  # ISO date, the last day that counts
    PUBLISHER_HEADING = "publisher_heading"
    REQUIRED_EVIDENCE = "required_evidence"  # list of groups of document types: one of each group
    PAYMENT_AMOUNT = "payment_amount"  # decimal text
    PAYMENT_PER = "payment_per"  # "leader", "district", or null while that is open
    QUOTA = "quota"  # {"least", "most", "per"}
    VOLUNTEERS_PER_VILLAGE = "volunteers_per_village"
    HOURS = "hours"  # {"online", "classroom"}, or null while that is open
    AGE_FOCUS = "age_focus"  # years; a focus, nobody older is left out


@dataclass(frozen=True, slots=True)
class Rule:
    """One setting with its source. `readings` are what the source may mean; with more than one it is ambiguous."""

    key: RuleKey
    value: Any
    unit: str
    source: str  # the clause
    note: str = ""
    readings: tuple[Any, ...] = ()

    @property
    def is_open(self) -> bool:
        """True where the source allows several readings and nobody has decided for one."""
        return self.value is None and len(self.readings) > 1


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with the rules that stand now."""

    id: str
    code: str
    name: str
    rules: Mapping[RuleKey, Rule]

    @property
    def window(self) -> tuple[date, date]:
        """First and last day, both inside."""
        return tuple(date.fromisoformat(self.rules[key].value) for key in WINDOW)  # type: ignore[return-value]

    @property
    def amount(self) -> Decimal:
        """In baht."""
        return Decimal(self.rules[RuleKey.PAYMENT_AMOUNT].value)

    @property
    def required_evidence(self) -> tuple[frozenset[str], ...]:
        """Of each group of document types one must be there."""
        return tuple(frozenset(group) for group in self.rules[RuleKey.REQUIRED_EVIDENCE].value)

    @property
    def heading(self) -> str:
        heading: str = self.rules[RuleKey.PUBLISHER_HEADING].value
        return heading

    @property
    def payment_per(self) -> str | None:
        per: str | None = self.rules[RuleKey.PAYMENT_PER].value
        return per


WINDOW: Final = (RuleKey.WINDOW_START, RuleKey.WINDOW_END)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is missing or in doubt: a code of the message catalogue, values for it, and where to look."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    activity_id: str | None = None
    document_id: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "values": dict(self.values),
            "activity": self.activity_id,
            "document": self.document_id,
        }

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Need:
        return cls(stored["code"], stored["values"], stored["activity"], stored["document"])


@dataclass(frozen=True, slots=True)
class Party:
    """A person in an office: the name as it was when the person acted."""

    user_id: str
    name: str
