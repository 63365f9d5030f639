"""What a letter says, apart from how it is laid out: the values its expected file repeats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samples.stamp import ReceivedStamp
from samples.typography import THAI_MONTHS, thai_digits

LetterKind = Literal["external_letter", "memo", "stamped_letter", "order", "announcement"]


def long_date(day: date, era: str = "") -> str:
    """`๔ กันยายน ๒๕๖๖`; `era` stands before the year where a citation prints it."""
    return thai_digits(f"{day.day} {THAI_MONTHS[day.month - 1]} {era}{day.year + 543}")


@dataclass(frozen=True)
class Reference:
    """The number after ที่: letter code, owner code with its sub-unit, ว for a circular, running number."""

    code: str
    owner: str
    number: int
    circular: bool = False

    @property
    def stem(self) -> str:
        """The part printed on every letter of the office; the running number may follow in pen."""
        return f"{self.code} {thai_digits(self.owner)}/" + ("ว" if self.circular else "")

    @property
    def text(self) -> str:
        return self.stem + (" " if self.circular else "") + thai_digits(self.number)


@dataclass(frozen=True)
class Citation:
    """Another letter named in this one; `words` is the citation as printed, without its label or quantity."""

    reference: Reference
    day: date
    words: str


@dataclass(frozen=True)
class Enclosure:
    text: str
    quantity: str


@dataclass(frozen=True)
class Routing:
    """What an officer of the receiving office added: a note in pen, a signature, a stamped name and position.

    Without a place (millimetres from the upper left) it goes where the page has room, and is left out if it has none.
    """

    lines: tuple[str, ...]
    at_mm: tuple[float, float] | None = None
    name_lines: tuple[str, ...] = ()
    day: str = ""
    black: bool = False


@dataclass(frozen=True)
class Owner:
    """ส่วนราชการเจ้าของเรื่อง at the foot of a letter, as printed."""

    lines: tuple[str, ...]
    tel: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: str | None = None
    tel_label: str = "โทร."

    @property
    def printed(self) -> list[str]:
        lines = list(self.lines)
        if self.tel:
            lines.append(f"{self.tel_label} {', '.join(self.tel)}")
        if self.fax:
            lines.append(f"โทรสาร {', '.join(self.fax)}")
        if self.email:
            lines.append(f"ไปรษณีย์อิเล็กทรอนิกส์ {self.email}")
        return lines


@dataclass(frozen=True)
class Letter:
    """One letter, memo, order or announcement. For a directive `reference` is None and `serial` holds `๑๒๓/๒๕๖๖`."""

    kind: LetterKind
    day: date
    subject: str
    paragraphs: tuple[str, ...]
    signatory_name: str | None
    position_lines: tuple[str, ...]
    reference: Reference | None = None
    serial: str | None = None
    sender_lines: tuple[str, ...] = ()
    to: str | None = None
    references: tuple[Citation, ...] = ()
    cited_in_enclosure: tuple[Citation, ...] = ()
    cited_in_body: tuple[Citation, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    closing: str = "ขอแสดงความนับถือ"
    owner: Owner | None = None
    urgency: str | None = None
    issuer: str = ""
    stamps: tuple[ReceivedStamp, ...] = ()
    routing: tuple[Routing, ...] = ()
    pen_number: bool = False
    pen_day: bool = False
    copies_to: str | None = None

    @property
    def cited(self) -> tuple[Citation, ...]:
        return self.references + self.cited_in_enclosure + self.cited_in_body
