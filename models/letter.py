"""Letters in the words of the correspondence regulation (Office of the Prime Minister, B.E. 2526)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.field import Field
from models.geometry import Box

NO_PROOF: Field[str] = Field()

BUDDHIST_ERA_OFFSET = 543  # exact for dates since 1941, when the year began to start on 1 January


@dataclass(frozen=True, slots=True)
class ReferenceNumber:
    """ที่ of a letter. All digits Arabic here; `printed` keeps what stands on the page.

    `owner` is the digits before the sub-unit, `sub` the rest up to the slash without its leading dot or
    brackets, `number` the running number without leading zeros. A number without a letter code and with a
    year after the slash (orders, announcements) has `code == ""`, `owner == ""` and `sub` empty.
    """

    code: str
    owner: str
    sub: str
    is_circular: bool
    number: str
    printed: str
    tag: str = ""

    @property
    def register_key(self) -> str:
        """What tells two letters of one year apart: code, owner, sub-unit, ว and running number."""
        sub = f".{self.sub}" if self.sub else ""
        tag = f"({self.tag})" if self.tag else ""
        return f"{self.code}{tag} {self.owner}{sub}/{'ว' if self.is_circular else ''}{self.number}"

    def key(self, year_ce: int) -> str:
        """The register key with its Buddhist-era year: numbers start again every calendar year."""
        return f"{self.register_key}|{year_ce + BUDDHIST_ERA_OFFSET}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Another letter named in this one. `where` is "references", "enclosure" or "body"."""

    where: str
    printed: str
    reference_no: Field[ReferenceNumber]
    date: Field[date]
    page: int
    box: Box | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One item of สิ่งที่ส่งมาด้วย; `qty` as printed, such as `จำนวน ๑ ชุด`. `proof` is that of the text."""

    text: str
    qty: str | None
    page: int
    box: Box | None
    proof: Field[str] = NO_PROOF


@dataclass(frozen=True, slots=True)
class Stamp:
    """A received stamp: the proof that a hop happened. Fields are unread where the ink does not tell."""

    office: Field[str]
    number: Field[str]
    date: Field[date]
    time: Field[str]
    page: int
    box: Box
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's fields, each with its proof. `issuer` is the sending agency named in the head."""

    reference_no: Field[ReferenceNumber]
    date: Field[date]
    subject: Field[str]
    to: Field[str]
    issuer: Field[str]
    urgency: Field[str]
    secrecy: Field[str]
    references: tuple[Citation, ...]
    citations: tuple[Citation, ...]
    enclosures: tuple[Enclosure, ...]
    signatory_name: Field[str]
    signatory_position: Field[str]
    agency: Field[str]
    tel: tuple[Field[str], ...]
    fax: tuple[Field[str], ...]
    email: Field[str]
    stamps: tuple[Stamp, ...]
