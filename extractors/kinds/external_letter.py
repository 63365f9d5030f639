"""หนังสือภายนอก: ที่ and sender at the head, date, เรื่อง, เรียน, a closing, signatory, owner block."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.head import read_head
from extractors.fields.labels import ADDRESSEE_LABELS, Label
from extractors.fields.layout import PageLayout
from extractors.fields.letter_date import letter_date
from extractors.fields.owner_block import owner_block
from extractors.fields.signatory import find_closing, read_signatory
from extractors.kinds.letter_parts import LetterParts, letter_document, own_reference
from models.document import Document
from models.status import DocType

DOC_TYPE = DocType.EXTERNAL_LETTER


def matches(pages: Sequence[PageLayout]) -> bool:
    """True where the first page has เรื่อง and an addressee, or a number and one of them: any may be inked over."""
    head = read_head(pages[0])
    labels = {block.label for block in head.blocks}
    marks = [Label.SUBJECT in labels, bool(labels & set(ADDRESSEE_LABELS)), Label.NUMBER in labels]
    return sum(marks) >= 2


def extract(pages: Sequence[PageLayout]) -> Document:
    head = read_head(pages[0])
    signatory = read_signatory(pages, head.body_row)
    below = find_closing(pages) or signatory.name_line
    owner = owner_block(pages, below)
    reference = own_reference(pages[0], head, owner.agency, signatory.position)
    return letter_document(DOC_TYPE, pages, LetterParts(head, letter_date(head), signatory, owner, reference))
