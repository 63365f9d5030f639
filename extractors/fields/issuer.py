"""The sending agency: at the head's right side, or what the letter says elsewhere about its sender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.fields.head import Head
from extractors.fields.labels import Label
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.letter_date import is_date_line
from extractors.fields.witnesses import proved
from extractors.thai.digits import ANY_DIGIT
from extractors.thai.letter_codes import find_code
from models.field import Field
from models.letter import ReferenceNumber

# ถนนวชิราวุธดำเนิน ลป ๕๒๐๐๐ | เลขที่ ๑๒๐ หมู่ ๓ | กทม. ๑๐๒๑๐ | ต.ล้อมแรด อ.เถิน
# but no address: เทศบาลตำบลป่าแฝก | องค์การบริหารส่วนตำบลแม่ปะ
ADDRESS = re.compile(
    rf"ถนน|ซอย|หมู่|เลขที่|(?<!เทศบาล)(?<!ส่วน)ตำบล|แขวง|ต\.|อ\.|ถ\.|{ANY_DIGIT}{{5}}|^{ANY_DIGIT}+(?:/{ANY_DIGIT}+)?\s|กทม|ชั้น\s?{ANY_DIGIT}"
)
# ผู้ว่าราชการจังหวัดลำปาง signs for จังหวัดลำปาง, นายอำเภอเถิน for อำเภอเถิน
OFFICE_OF_POST = re.compile(
    r"ผู้ว่าราชการ(จังหวัด[ก-๎]+)|นาย(อำเภอ[ก-๎]+)|ปลัด(กระทรวง[ก-๎]+)|อธิบดี(กรม[ก-๎]+)|นายก(องค์การบริหารส่วน[ก-๎]+)"
)


def head_right(page: PageLayout, head: Head) -> list[PrintedLine]:
    """Unlabelled lines right of centre from the number's row to the date or subject: sender and address."""
    subject = head.block(Label.SUBJECT)
    bottom = subject.first.box.y0 if subject is not None else page.page.height // 3
    return [
        line
        for line in head.free
        if line.box.y1 <= bottom + line.box.height // 2 and page.is_right_half(line) and not is_date_line(line.text)
    ]


def read_issuer(
    page: PageLayout, head: Head, agency: Field[str], position: Field[str], reference: Field[ReferenceNumber]
) -> Field[str]:
    """The first sender line that is no address; else from the signatory's office, the owner block or the code."""
    for line in head_right(page, head):
        if not ADDRESS.search(line.text) and len(line.text) > 3:
            return proved(line.passage, line.text, prose=True)
    match = OFFICE_OF_POST.search(position.value or "")
    if match is not None:
        office = next(group for group in match.groups() if group)
        return replace(position, value=office, reasons=("issuer.from_signatory",))
    if agency.value is not None:
        return replace(agency, reasons=(*agency.reasons, "issuer.from_owner_block"))
    entry = find_code(reference.value.code) if reference.value is not None and reference.value.code else None
    if entry is not None:
        return replace(_place_of(reference), value=entry.name, reasons=("issuer.from_letter_code",))
    return Field()


def _place_of(reference: Field[ReferenceNumber]) -> Field[str]:
    return Field(
        value="",
        printed=reference.printed,
        page=reference.page,
        box=reference.box,
        status=reference.status,
        confidence=reference.confidence,
        readers=reference.readers,
        handwritten=reference.handwritten,
    )


def sender_text(lines: Sequence[PrintedLine], *fields: Field[str]) -> str:
    """Everything on the page that tells who sent the letter, for checking its letter code."""
    return " ".join([*(line.text for line in lines), *(field.value for field in fields if field.value)])
