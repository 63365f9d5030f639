"""หนังสือประทับตรา: ถึง instead of เรียน, the agency's seal instead of a signature, the date at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.head import Head, read_head
from extractors.fields.labels import Label
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.letter_date import closing_date_line, letter_date, read_date
from extractors.fields.owner_block import owner_block
from extractors.fields.signatory import Signatory, find_closing
from extractors.kinds.letter_parts import LetterParts, body_lines, letter_document, own_reference
from extractors.thai.digits import ANY_DIGIT
from models.document import Document
from models.field import Field
from models.status import DocType

DOC_TYPE = DocType.STAMPED_LETTER
# กพ ๕๔๐๐๕/ว ๑๒: a number whose label lies under a stamp
LOST_LABEL = re.compile(rf"^[ก-ฮ]{{2}}\s?{ANY_DIGIT}{{4,5}}[^/]{{0,8}}/")


def matches(pages: Sequence[PageLayout]) -> bool:
    """True where ที่ is followed by ถึง and the letter neither names a subject nor closes as a letter does."""
    head = read_head(pages[0])
    numbered = head.block(Label.NUMBER) is not None or any(LOST_LABEL.match(line.text) for line in head.free)
    addressed = head.block(Label.TO) is not None and numbered
    return addressed and head.block(Label.SUBJECT) is None and find_closing(pages) is None


def extract(pages: Sequence[PageLayout]) -> Document:
    head = read_head(pages[0])
    dated = closing_date_line(body_lines(pages, head))
    day = read_date(dated.passage, pen_words=dated.pen_words) if dated is not None else letter_date(head)
    owner = owner_block(pages, dated or _last_inner_line(pages, head))
    reference = own_reference(pages[0], head, owner.agency)
    unsigned = Signatory(Field(), Field())
    return letter_document(DOC_TYPE, pages, LetterParts(head, day, unsigned, owner, reference))


def _last_inner_line(pages: Sequence[PageLayout], head: Head) -> PrintedLine | None:
    """The last body line away from the left margin: what is below it there is the owner's, seal or no seal."""
    inner = [line for line in body_lines(pages, head) if not _page_of(pages, line).is_at_left(line)]
    return inner[-1] if inner else None


def _page_of(pages: Sequence[PageLayout], line: PrintedLine) -> PageLayout:
    return next(page for page in pages if page.page.number == line.page)
