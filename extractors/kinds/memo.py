"""หนังสือภายใน on บันทึกข้อความ paper: ส่วนราชการ with the office, ที่ and วันที่ on one line, no closing."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.head import read_head
from extractors.fields.labels import Label
from extractors.fields.layout import PageLayout
from extractors.fields.letter_date import letter_date
from extractors.fields.owner_block import memo_office
from extractors.fields.signatory import read_signatory
from extractors.kinds.letter_parts import LetterParts, body_lines, letter_document, own_reference
from extractors.thai.confusables import weighted_distance
from models.document import Document
from models.status import DocType

DOC_TYPE = DocType.MEMO
TITLE = "บันทึกข้อความ"
TITLE_SLIP = 2.5  # of its 13 letters: a stamp often lies over it
TITLE_ROWS = 8


def matches(pages: Sequence[PageLayout]) -> bool:
    """True where the title stands among the first rows, or ส่วนราชการ opens the head."""
    titles = (line.text.replace(" ", "") for row in pages[0].rows[:TITLE_ROWS] for line in row)
    if any(weighted_distance(text, TITLE, TITLE_SLIP) <= TITLE_SLIP for text in titles):
        return True
    head = read_head(pages[0])
    return head.block(Label.OFFICE) is not None and head.block(Label.SUBJECT) is not None


def extract(pages: Sequence[PageLayout]) -> Document:
    head = read_head(pages[0])
    signatory = read_signatory(pages, head.body_row)
    body = "\n".join(line.text for line in body_lines(pages, head))
    office = memo_office(head.block(Label.OFFICE), body)
    reference = own_reference(pages[0], head, office.agency, signatory.position)
    parts = LetterParts(head, letter_date(head), signatory, office, reference, issuer=office.agency)
    return letter_document(DOC_TYPE, pages, parts)
