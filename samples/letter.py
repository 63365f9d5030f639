"""What a letter says, apart from how it is laid out: the values its expected file repeats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from samples.stamp import ReceivedStamp
from samples.typography import THAI_MONTHS, arabic_digits, thai_digits

LetterKind = Literal["external_letter", "memo", "stamped_letter", "order", "announcement"]


def long_date(day: date, era: str = "", arabic: bool = False) -> str:
    """`๔ กันยายน ๒๕๖๖`; `era` stands before the year where a citation prints it."""
    text = f"{day.day} {THAI_MONTHS[day.month - 1]} {era}{day.year + 543}"
    return text if arabic else thai_digits(text)


@dataclass(frozen=True)
class Reference:
    """The number after ที่: letter code, owner code with its sub-unit, ว for a circular, running number."""

    code: str
    owner: str
    number: int
    circular: bool = False
    arabic: bool = False

    @property
    def running(self) -> str:
        return str(self.number) if self.arabic else thai_digits(self.number)

    @property
    def stem(self) -> str:
        """The part printed on every letter of the office; the running number may follow in pen."""
        owner = arabic_digits(self.owner) if self.arabic else thai_digits(self.owner)
        return f"{self.code} {owner}/" + ("ว" if self.circular else "")

    @property
    def text(self) -> str:
        return self.stem + (" " if self.circular else "") + self.running


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
    arabic: bool = False
    stamped_name: bool = False
    """The signatory's name and position are a rubber stamp over the signature, not printed with the letter."""

    @property
    def cited(self) -> tuple[Citation, ...]:
        return self.references + self.cited_in_enclosure + self.cited_in_body


def with_arabic_digits(letter: Letter) -> Letter:
    """The same letter from an office that types Arabic digits throughout."""

    def cited(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(
            replace(citation, reference=replace(citation.reference, arabic=True), words=arabic_digits(citation.words))
            for citation in citations
        )

    def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(arabic_digits(text) for text in texts)

    owner = letter.owner
    return replace(
        letter,
        arabic=True,
        subject=arabic_digits(letter.subject),
        paragraphs=lines(letter.paragraphs),
        sender_lines=lines(letter.sender_lines),
        reference=replace(letter.reference, arabic=True) if letter.reference else None,
        serial=arabic_digits(letter.serial) if letter.serial else None,
        references=cited(letter.references),
        cited_in_enclosure=cited(letter.cited_in_enclosure),
        cited_in_body=cited(letter.cited_in_body),
        enclosures=tuple(
            Enclosure(arabic_digits(item.text), arabic_digits(item.quantity)) for item in letter.enclosures
        ),
        owner=replace(owner, tel=lines(owner.tel), fax=lines(owner.fax)) if owner else None,
    )
