"""What an import says of its file: each bad row with its column and what is wrong, and what was or would be saved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ImportKind(StrEnum):
    """What a file lists."""

    LOCAL_GOVERNMENTS = "local-governments"
    VILLAGES = "villages"
    LEADERS = "leaders"
    VOLUNTEERS = "volunteers"
    OFFICIALS = "officials"
    LETTERS_RECEIVED = "letters-received"
    LETTERS_SENT = "letters-sent"
    QUOTAS = "quotas"


class FileRefusedError(Exception):
    """The file as a whole cannot be imported; `code` is its sentence in the message catalogue."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is counted as in the file, from 1 at its first line; `column` is its heading there, empty for a row as a
    whole; `code` names the message under `import_fault`, `detail` fills its placeholder.
    """

    row: int
    column: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`faults` keep everything out; `hints` are for a person to look at and keep nothing out.

    Where there are faults, or in a dry run, nothing was saved: `is_saved` is False and `counts` says what would be.
    """

    kind: ImportKind
    rows: int
    faults: tuple[Fault, ...]
    hints: tuple[Fault, ...]
    counts: Counts
    is_saved: bool
