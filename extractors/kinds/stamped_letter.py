"""หนังสือประทับตรา: ถึง instead of เรียน, the agency's seal instead of a signature, the date at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.head import read_head
from extractors.fields.labels import Label
from extractors.fields.layout import PageLayout
from extractors.fields.letter_date import closing_date_line, letter_date, read_date
from extractors.fields.owner_block import owner_block
from extractors.fields.signatory import Signatory, find_closing
from extractors.kinds.letter_parts import LetterParts, body_lines, letter_document, own_reference
from models.document import Document
from models.field import Field
from models.status import DocType

DOC_TYPE = DocType.STAMPED_LETTER


def matches(pages: Sequence[PageLayout]) -> bool:
    """True where ที่ is followed by ถึง and the letter neither names a subject nor closes as a letter does."""
    head = read_head(pages[0])
    addressed = head.block(Label.TO) is not None and head.block(Label.NUMBER) is not None
    return addressed and head.block(Label.SUBJECT) is None and find_closing(pages) is None


def extract(pages: Sequence[PageLayout]) -> Document:
    head = read_head(pages[0])
    dated = closing_date_line(body_lines(pages, head))
    day = read_date(dated.passage, pen_words=dated.pen_words) if dated is not None else letter_date(head)
    owner = owner_block(pages, dated)
    reference = own_reference(pages[0], head, owner.agency)
    unsigned = Signatory(Field(), Field())
    return letter_document(DOC_TYPE, pages, LetterParts(head, day, unsigned, owner, reference))
