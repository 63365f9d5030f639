"""คำสั่ง and ประกาศ: a centred title, `ที่ n/year`, เรื่อง, and the day in `สั่ง ณ วันที่` or `ประกาศ ณ วันที่`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.fields.head import BODY_OPENERS, Block, Head
from extractors.fields.labels import MARKS, Label, find_label
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.letter_date import GIVEN_ON, given_date
from extractors.fields.owner_block import OwnerBlock
from extractors.fields.reference_no import read_reference
from extractors.fields.signatory import read_signatory
from extractors.fields.witnesses import proved
from extractors.kinds.letter_parts import LetterParts, body_lines, letter_document
from extractors.thai.confusables import weighted_distance
from models.document import Document
from models.field import Field
from models.status import DocType

TITLE_ROWS = 7  # the title stands below emblem and stamps, above everything else
HEADINGS = (Label.NUMBER, Label.SUBJECT)
WORD_SLIP = 0.7  # two look-alikes, or none quite alike
CENTRED = 0.10  # of the text's width: how far a centred row's middle may be off
INDENTED = 0.04  # of the text's width: how far a centred row keeps from both margins


def has_title(page: PageLayout, word: str) -> bool:
    return _title(page, word) is not None


def extract_directive(doc_type: DocType, word: str, pages: Sequence[PageLayout]) -> Document:
    """The document of a directive whose title begins with `word`."""
    page = pages[0]
    head = _head(page, word)
    title = _title(page, word)
    signatory = read_signatory(pages, head.body_row)
    number = head.block(Label.NUMBER)
    reference = read_reference(number.passage, pen_words=number.first.pen_words) if number is not None else Field()
    day = given_date(body_lines(pages, head))
    issuer = _issuer(title, word) if title is not None else Field()
    return letter_document(
        doc_type,
        pages,
        LetterParts(head, day, signatory, OwnerBlock(Field()), reference, issuer=issuer),
    )


def _title(page: PageLayout, word: str) -> PrintedLine | None:
    for row in page.rows[:TITLE_ROWS]:
        for line in row:
            if _begins_with(line.text, word) and _is_centred(page, line) and not GIVEN_ON.match(line.text):
                return line
    return None


def _begins_with(text: str, word: str) -> bool:
    """True also where a letter of the title's first word was misread for one that looks like it."""
    meant = MARKS.sub("", word)
    read = MARKS.sub("", text)[: len(meant)]
    return weighted_distance(read, meant, WORD_SLIP) <= WORD_SLIP


def _is_centred(page: PageLayout, line: PrintedLine) -> bool:
    width = page.right - page.left
    return abs(line.box.centre[0] - (page.left + page.right) / 2) < CENTRED * width


def _is_heading_row(page: PageLayout, line: PrintedLine) -> bool:
    """Centred and short of both margins: running text reaches one of them at least."""
    inset = INDENTED * (page.right - page.left)
    return _is_centred(page, line) and line.box.x0 > page.left + inset and line.box.x1 < page.right - inset


def _head(page: PageLayout, word: str) -> Head:
    """Number and subject below the title; the subject goes on over centred rows."""
    blocks: list[Block] = []
    free: list[PrintedLine] = []
    titled = False
    for number, row in enumerate(page.rows):
        line = next((one for one in row if find_label(one.passage, HEADINGS)), row[0])
        if not titled:
            titled = any(_begins_with(one.text, word) for one in row)
            free += row
            continue
        label = find_label(line.passage, HEADINGS)
        if label is not None and all(block.label is not label.label for block in blocks):
            value = line.passage.cut(label.value_start)
            blocks.append(Block(label.label, line, line.box.x0, label.is_exact, [[value]], [line], [True]))
        elif _is_rule(line.text):
            return Head(tuple(blocks), tuple(free), number + 1)
        elif blocks and blocks[-1].label is Label.SUBJECT and _goes_on_heading(page, number, line):
            blocks[-1].rows.append([one.passage for one in row])
            blocks[-1].breaks.append(False)
            blocks[-1].breaks[-2] = False
            blocks[-1].lines += row
        elif any(block.label is Label.SUBJECT for block in blocks):
            return Head(tuple(blocks), tuple(free), number)
        else:
            free += row
    return Head(tuple(blocks), tuple(free), len(page.rows))


def _goes_on_heading(page: PageLayout, number: int, line: PrintedLine) -> bool:
    """A centred row that neither opens the body by its words nor goes on below from the left margin."""
    if not _is_heading_row(page, line) or BODY_OPENERS.match(line.text):
        return False
    below = page.rows[number + 1][0] if number + 1 < len(page.rows) else None
    return below is None or not page.is_at_left(below)


def _is_rule(text: str) -> bool:
    """A row of dashes or dots below the heading."""
    return bool(re.fullmatch(r"[-–—_.…*=\s]{3,}", text))


def _issuer(title: PrintedLine, word: str) -> Field[str]:
    passage = title.passage.cut(len(word))
    return proved(passage, passage.text, prose=True) if passage else Field()
