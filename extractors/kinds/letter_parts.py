"""What the kinds of letters share: the fields that stand in the same place in all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.fields.citations import cited_in, cited_in_body, items_of, references_in, without_repeats
from extractors.fields.class_marks import is_class_mark, secrecy_of, urgency_of
from extractors.fields.enclosures import enclosures_in
from extractors.fields.head import Block, Head
from extractors.fields.issuer import head_right, read_issuer, sender_text
from extractors.fields.labels import ADDRESSEE_LABELS, Label, find_label
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.lost_stops import with_restored_stops
from extractors.fields.owner_block import OwnerBlock
from extractors.fields.reference_no import Sender, read_reference
from extractors.fields.respelling import respelt_as_elsewhere
from extractors.fields.signatory import Signatory
from extractors.fields.stamps import is_receipt, settled_by_letter, stamps_of
from extractors.fields.witnesses import proved
from extractors.lines.order import cell_by_cell
from extractors.thai.wording import known_share
from models.document import Document, Note, Problem
from models.field import Alternative, Field
from models.letter import Citation, Letter, ReferenceNumber
from models.page import ZoneKind
from models.status import DocType, Status

LEADERS_AT_END = re.compile(r"(?:[\s…_]|\.{2,}|(?<=\s)\.)+$")  # a single stop belongs to its abbreviation


@dataclass(frozen=True, slots=True)
class LetterParts:
    """The parts a kind has found in its own way; `letter_document` reads the rest and puts them together."""

    head: Head
    date: Field[date]
    signatory: Signatory
    owner: OwnerBlock
    reference: Field[ReferenceNumber]
    issuer: Field[str] | None = None  # None: looked for in the head's right side and elsewhere


def letter_document(doc_type: DocType, pages: Sequence[PageLayout], parts: LetterParts) -> Document:
    """The document of a letter whose kind-specific parts are known."""
    head, first = parts.head, pages[0]
    agency, position = parts.owner.agency, parts.signatory.position
    issuer = parts.issuer or read_issuer(first, head, agency, position, parts.reference)
    enclosure_block = head.block(Label.ENCLOSURE)
    references = references_in(head.block(Label.REFERENCE))
    body = "\n".join(line.text for line in body_lines(pages, head))
    letter = Letter(
        reference_no=parts.reference,
        date=parts.date,
        subject=labelled_text(first, head.block(Label.SUBJECT), body),
        to=labelled_text(first, head.block(*ADDRESSEE_LABELS), body),
        issuer=issuer,
        urgency=urgency_of(pages),
        secrecy=secrecy_of(pages),
        references=references,
        citations=_citations(references, enclosure_block, pages, head, parts.reference),
        enclosures=enclosures_in(enclosure_block),
        signatory_name=parts.signatory.name,
        signatory_position=position,
        agency=agency,
        tel=parts.owner.tel,
        fax=parts.owner.fax,
        email=parts.owner.email,
        stamps=tuple(settled_by_letter(stamp, parts.date) for stamp in stamps_of(page.page for page in pages)),
    )
    return Document(
        doc_type=doc_type,
        pages=tuple(page.page.number for page in pages),
        page_sizes=tuple((page.page.width, page.page.height) for page in pages),
        text=printed_text(pages),
        notes=notes_of(pages),
        letter=letter,
        problems=tuple(letter_problems(letter, doc_type)),
    )


def own_reference(first: PageLayout, head: Head, *evidence_of_sender: Field[str]) -> Field[ReferenceNumber]:
    """The number behind ที่, checked against what the page says about the sender."""
    sender = Sender(sender_text(head_right(first, head), *evidence_of_sender))
    block = head.block(Label.NUMBER)
    if block is None:
        return _unlabelled_reference(first, head, sender)
    field = read_reference(block.passage, pen_words=block.first.pen_words, sender=sender)
    field = _among_others(first, head, field, sender)
    # The label's line is where a person must look when nothing behind it could be read.
    if field.box is None and block.first.pen_words:
        return replace(field, page=block.first.page, box=block.first.box)
    return field


def _among_others(
    first: PageLayout, head: Head, field: Field[ReferenceNumber], sender: Sender
) -> Field[ReferenceNumber]:
    """The field, disputed where the head shows another whole number: a person knows which is the letter's."""
    if field.value is None:
        return field
    others: list[Alternative] = []
    for line in head.free:
        label = find_label(line.passage, (Label.NUMBER,))
        if label is None or first.is_right_half(line):
            continue
        other = read_reference(line.passage.cut(label.value_start), pen_words=line.pen_words, sender=sender)
        if other.value is not None and other.value.code and other.value.register_key != field.value.register_key:
            others.append(Alternative(other.printed, other.confidence, other.readers[0] if other.readers else ""))
    if not others:
        return field
    disputed = field.with_status(Status.DISPUTED, "reference.two_numbers")
    return replace(disputed, alternatives=(*others, *disputed.alternatives))


def _unlabelled_reference(first: PageLayout, head: Head, sender: Sender) -> Field[ReferenceNumber]:
    """A number whose label was lost to a stamp or a misreading: it still begins its line, left of centre."""
    for line in head.free:
        if first.is_right_half(line):
            continue
        field = read_reference(line.passage, pen_words=line.pen_words, sender=sender)
        if (
            field.printed.endswith("/…")
            or field.printed.endswith("ว …")
            or (field.value is not None and field.value.code)
        ):
            return field
    return Field()


def labelled_text(page: PageLayout, block: Block | None, body: str) -> Field[str]:
    """The value of a label as one line; unread where the label stands with nothing readable behind it.

    `body` is the running text, which spells abbreviations that a dotted rule has damaged.
    """
    if block is None:
        return Field()
    passage = block.passage
    passage = passage.cut(0, len(LEADERS_AT_END.sub("", passage.text)))
    if not passage:
        return Field(page=block.first.page, box=block.first.box, status=Status.UNREAD)
    passage = respelt_as_elsewhere(with_restored_stops(passage, body), body)
    # A last line that runs to the margin may go on below, unseen: then agreement on its letters is not enough.
    ends_here = block.is_exact and block.breaks[-1]
    # A mark lost to a rule is lost to both readers: only words that there are can be agreed on.
    is_worded = known_share(passage.text) == 1.0
    return proved(passage, passage.text, grammar_holds=ends_here and is_worded, prose=True)


def _citations(
    references: Sequence[Citation],
    enclosure_block: Block | None,
    pages: Sequence[PageLayout],
    head: Head,
    own: Field[ReferenceNumber],
) -> tuple[Citation, ...]:
    """Letters cited anywhere, in the order of the page; the letter's own number is no citation."""
    found = [citation for citation in references if citation.reference_no.is_present]
    if enclosure_block is not None:
        for item in items_of(enclosure_block):
            found += cited_in(item, "enclosure")
    found += cited_in_body(body_lines(pages, head))
    own_key = own.value.register_key if own.value is not None and own.value.code else None
    return without_repeats(
        citation
        for citation in found
        if citation.reference_no.value is None or citation.reference_no.value.register_key != own_key
    )


def body_lines(pages: Sequence[PageLayout], head: Head) -> list[PrintedLine]:
    """The printed lines below the head, over all pages."""
    return [line for page in pages for line in page.lines if page is not pages[0] or line.row >= head.body_row]


def printed_text(pages: Sequence[PageLayout]) -> str:
    """A line a line: rows from top to bottom, from left to right within a row, tables by cells; pen left out."""
    texts = (line.passage.without_pen().text.strip() for page in pages for line in _in_order(page))
    return "\n".join(text for text in texts if text)


def _in_order(page: PageLayout) -> list[PrintedLine]:
    """The page's lines as its text has them.

    Those of a photograph or an attendance list keep the order they were read in: the boxes of a photograph are those
    of the tilted paper, on which the far end of a row stands beside another row.
    """
    if page.page.grid is None and not page.page.quality.is_photo:
        return cell_by_cell(page.lines, lambda one: one.line.cell, lambda one: one.text)
    places = {id(line): place for place, line in enumerate(page.page.lines)}
    return sorted(page.lines, key=lambda one: places.get(id(one.line), len(places)))


def notes_of(pages: Sequence[PageLayout]) -> tuple[Note, ...]:
    """Handwriting outside the letter's own lines, and stamps that are no receipts: a person may want to see them."""
    return tuple(
        Note(page.page.number, zone.box, "\n".join(line.text for line in zone.lines if line.text) or None)
        for page in pages
        for zone in page.page.zones
        if zone.kind in (ZoneKind.NOTE, ZoneKind.STAMP)
        if not is_receipt(zone) and not is_class_mark(zone)
    )


def letter_problems(letter: Letter, doc_type: DocType) -> list[Problem]:
    """Facts a person must look at that no field's status shows by itself."""
    problems = []
    # Announcements seldom carry a number.
    if not letter.reference_no.is_present and doc_type is not DocType.ANNOUNCEMENT:
        problems.append(Problem("problem.no_reference_number", letter.reference_no.page or None))
    for reason in ("date.no_such_day", "date.implausible_year", "date.christian_year"):
        if reason in letter.date.reasons:
            problems.append(Problem(f"problem.{reason.replace('.', '_')}", letter.date.page, letter.date.printed))
    for reason in letter.reference_no.reasons:
        if reason.startswith("reference.code_is") or reason == "reference.unknown_code":
            detail = letter.reference_no.printed
            problems.append(Problem("problem.letter_code_contradicts_sender", letter.reference_no.page, detail))
    if "reference.two_numbers" in letter.reference_no.reasons:
        shown = " | ".join((letter.reference_no.printed, letter.reference_no.alternatives[0].printed))
        problems.append(Problem("problem.two_reference_numbers", letter.reference_no.page, shown))
    for stamp in letter.stamps:
        if "stamp.before_letter" in stamp.date.reasons:
            problems.append(Problem("problem.received_before_written", stamp.page, stamp.date.printed))
    return problems
