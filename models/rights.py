"""Who may do what, and where: roles give rights, an area says over which offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EVERYWHERE: Final = "/"  # the path above every office


class Role(StrEnum):
    """The duties people have. Checking a submission and paying for it are two duties of two people."""

    CLERK = "clerk"
    LEADER = "leader"
    AUDITOR = "auditor"
    TREASURER = "treasurer"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What a page, a file, a count or an act asks for. What nobody was given is denied."""

    READ_DOCUMENTS = "read_documents"
    UPLOAD = "upload"
    DECIDE_VALUES = "decide_values"  # confirm, correct, take back; links too
    KEEP_REGISTERS = "keep_registers"  # letters received and sent, offices, people; imports
    PUBLISH_ACTIVITY = "publish_activity"
    SUBMIT_DISTRICT = "submit_district"
    SEE_SUBMISSIONS = "see_submissions"
    CHECK_SUBMISSION = "check_submission"
    PAY = "pay"
    AUDIT = "audit"  # findings, histories, bundles
    OPERATE = "operate"  # queues, failed pages, reprocessing
    ADMINISTER = "administer"  # users, programmes


RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.CLERK: frozenset(
        {
            Right.READ_DOCUMENTS,
            Right.UPLOAD,
            Right.DECIDE_VALUES,
            Right.KEEP_REGISTERS,
            Right.SEE_SUBMISSIONS,
            Right.CHECK_SUBMISSION,
        }
    ),
    Role.LEADER: frozenset(
        {
            Right.READ_DOCUMENTS,
            Right.UPLOAD,
            Right.PUBLISH_ACTIVITY,
            Right.SUBMIT_DISTRICT,
            Right.SEE_SUBMISSIONS,
        }
    ),
    Role.AUDITOR: frozenset({Right.READ_DOCUMENTS, Right.SEE_SUBMISSIONS, Right.AUDIT}),
    Role.TREASURER: frozenset({Right.READ_DOCUMENTS, Right.SEE_SUBMISSIONS, Right.PAY}),
    Role.OPERATOR: frozenset({Right.OPERATE}),
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER}),
}


class DeniedError(Exception):
    """Who asks was not given the right, or not over that office."""

    def __init__(self, right: Right) -> None:
        super().__init__(right.value)
        self.right = right


@dataclass(frozen=True, slots=True)
class Grant:
    """One role over one area: the office with this path and all below it."""

    role: Role
    area: str

    def covers(self, path: str) -> bool:
        return path.startswith(self.area)


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person (or a program in a person's name) with what was granted."""

    user_id: str
    name: str
    office_path: str
    grants: tuple[Grant, ...]

    def may(self, right: Right, path: str) -> bool:
        """Whether some grant gives the right over the office with this path."""
        return any(right in RIGHTS[grant.role] and grant.covers(path) for grant in self.grants)

    def require(self, right: Right, path: str) -> None:
        """Raises DeniedError where `may` says no."""
        if not self.may(right, path):
            raise DeniedError(right)

    def has(self, right: Right) -> bool:
        """Whether the actor has the right anywhere at all."""
        return any(right in RIGHTS[grant.role] for grant in self.grants)

    def areas(self, right: Right) -> tuple[str, ...]:
        """The widest areas in which the actor has the right; empty where nowhere."""
        areas = sorted({grant.area for grant in self.grants if right in RIGHTS[grant.role]}, key=len)
        return tuple(area for at, area in enumerate(areas) if not any(area.startswith(wider) for wider in areas[:at]))
