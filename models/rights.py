"""Who may do what, and where: roles give rights, an area says over which offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EVERYWHERE: Final = "/"  # the path above every office


def areas_around(path: str) -> tuple[str, ...]:
    """The areas in which an office lies: `/`, `/52/` and `/52/5208/` for the office with the last as its path."""
    codes = path.split("/")
    return tuple("/".join((*codes[:end], "")) for end in range(1, len(codes)))


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
    READ_OWN_SECRETS = "read_own_secrets"  # papers with a secrecy class, of the office that is named alone
    READ_SECRETS = "read_secrets"  # of every office of the area
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
            Right.READ_OWN_SECRETS,
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
    Role.AUDITOR: frozenset({Right.READ_DOCUMENTS, Right.READ_SECRETS, Right.SEE_SUBMISSIONS, Right.AUDIT}),
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


class Areas(tuple[str, ...]):
    """Paths of offices, each with all below it, and whose papers with a secrecy class are seen among what lies there.

    `secret_areas`: those of every office in them; `secret_offices`: those of exactly these offices, `/` being none.
    """

    secret_areas: tuple[str, ...]
    secret_offices: tuple[str, ...]

    def __new__(
        cls, paths: Iterable[str] = (), secret_areas: Iterable[str] = (), secret_offices: Iterable[str] = ()
    ) -> Areas:
        areas = super().__new__(cls, paths)
        areas.secret_areas, areas.secret_offices = tuple(secret_areas), tuple(secret_offices)
        return areas

    def and_also(self, other: Areas) -> Areas:
        """What is seen from either."""
        return Areas(
            dict.fromkeys((*self, *other)),
            dict.fromkeys((*self.secret_areas, *other.secret_areas)),
            dict.fromkeys((*self.secret_offices, *other.secret_offices)),
        )

    @property
    def see_everything(self) -> bool:
        return EVERYWHERE in self and EVERYWHERE in self.secret_areas


SEES_ALL: Final = Areas((EVERYWHERE,), (EVERYWHERE,))  # what the service itself may look at


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

    def areas(self, right: Right) -> Areas:
        """The widest areas in which the actor has the right; empty where nowhere.

        Papers with a secrecy class are for who was granted their office by name, or belongs to it.
        """
        own = {grant.area for grant in self.grants if Right.READ_OWN_SECRETS in RIGHTS[grant.role]}
        if self.may(Right.READ_OWN_SECRETS, self.office_path):
            own.add(self.office_path)
        return Areas(self._widest(right), self._widest(Right.READ_SECRETS), sorted(own))

    def _widest(self, right: Right) -> Iterator[str]:
        areas = sorted({grant.area for grant in self.grants if right in RIGHTS[grant.role]}, key=len)
        return (area for at, area in enumerate(areas) if not any(area.startswith(wider) for wider in areas[:at]))
