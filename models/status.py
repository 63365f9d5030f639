"""The status words, each with the one meaning it has everywhere: in JSON, in tables, on screens."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Status(StrEnum):
    """How far a value can be trusted."""

    READ = "read"  # one reader, or readers that agree while nothing else does
    CORROBORATED = "corroborated"  # independent readers agree and the grammar holds
    DISPUTED = "disputed"  # readers or documents contradict each other; alternatives are listed
    CONFIRMED = "confirmed"  # set by a person
    UNREAD = "unread"  # seen on the page and not readable

    @property
    def is_sure(self) -> bool:
        """True for the two statuses that a screen may show without a doubt mark."""
        return self in (Status.CORROBORATED, Status.CONFIRMED)


class Act(StrEnum):
    """What was done when a value was put down; all but the first are done by people."""

    READ = "read"  # a machine read it
    CONFIRMED = "confirmed"  # a person agrees with what was shown
    CORRECTED = "corrected"  # a person says something else
    WITHDRAWN = "withdrawn"  # a person takes back what was said; the machine's value stands again
    RESTORED = "restored"  # a person takes back a later word; what a person had said before stands again

    @property
    def stands(self) -> bool:
        """True where a person's value goes before the machine's."""
        return self in (Act.CONFIRMED, Act.CORRECTED, Act.RESTORED)


class Doubt(IntEnum):
    """Why a value waits for a person, the most doubtful first. Values that wait for nobody have none."""

    CONTRADICTED = 0  # a later reading says something else than a person did
    DISPUTED = 1
    UNREAD = 2
    LOW_CONFIDENCE = 3  # read, and its reader is not sure
    READ = 4


class SourceStatus(StrEnum):
    """Where an accepted file stands on its way."""

    RECEIVED = "received"  # bytes and row are safe, nothing was opened yet
    READING = "reading"  # pages are being read
    DONE = "done"  # assembled, nothing needs a person
    NEEDS_REVIEW = "needs_review"  # assembled, some value or page needs a person
    FAILED = "failed"  # it cannot be read; `error` says why in words for a person


class TaskStatus(StrEnum):
    """Where one step of the work on a file stands."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


class LinkState(StrEnum):
    """How far a link between two documents is proved (only EXACT and CONFIRMED are evidence)."""

    EXACT = "exact"
    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"

    @property
    def is_verified(self) -> bool:
        return self in (LinkState.EXACT, LinkState.CONFIRMED)


class DocType(StrEnum):
    """What a document is, in the regulation's kinds (domain words beside each)."""

    EXTERNAL_LETTER = "external_letter"  # หนังสือภายนอก
    MEMO = "memo"  # บันทึกข้อความ
    STAMPED_LETTER = "stamped_letter"  # หนังสือประทับตรา
    ORDER = "order"  # คำสั่ง
    ANNOUNCEMENT = "announcement"  # ประกาศ
    ENCLOSURE = "enclosure"  # สิ่งที่ส่งมาด้วย
    ATTENDANCE_SHEET = "attendance_sheet"  # ใบเซ็นชื่อ
    SCREENSHOT = "screenshot"  # ภาพหน้าจอโพสต์กิจกรรม
    PHOTO = "photo"  # ภาพถ่ายกิจกรรม
    UNKNOWN = "unknown"

    @property
    def is_letter(self) -> bool:
        return self in LETTER_TYPES


LETTER_TYPES = frozenset(
    {DocType.EXTERNAL_LETTER, DocType.MEMO, DocType.STAMPED_LETTER, DocType.ORDER, DocType.ANNOUNCEMENT}
)


class Stage(StrEnum):
    """The steps of the work on a file; only PAGE has a page number, the others carry 0."""

    OPEN = "open"
    PAGE = "page"
    ASSEMBLE = "assemble"
    LINK = "link"
    COMPARE = "compare"  # of a file read again: its new documents with those that stand
