"""What somebody should look at in a file's sheets and photographs, put down when the file is linked.

Two pictures of one sheet are found from whichever came last, so both orders of arrival give the same findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from docproc.overlay import document_json
from docproc.repository import assertions, documents, findings, pictures, programmes
from docproc.repository.clock import moment
from docproc.repository.folding import fold
from docproc.repository.pictures import Picture
from models.document import Document
from models.finding import FindingKind, SeenAt, SeenFinding
from models.geometry import Box
from models.page import PageReading
from models.picture import PictureKind
from models.status import DocType
from models.tables.documents import DocumentRecord

EVIDENCE = frozenset({DocType.ATTENDANCE_SHEET, DocType.PHOTO, DocType.SCREENSHOT})
LIKE_ENOUGH = 75  # of 100: two readings of one line of a head, one from a bad photograph
PHOTOS = frozenset({DocType.PHOTO, DocType.SCREENSHOT})


def keep_pictures(
    session: Session, document_ids: Sequence[str], found: Sequence[Document], pages: Sequence[PageReading]
) -> None:
    """Keep the prints of the documents' pages; `document_ids` are those of `found`, in order."""
    by_number = {page.number: page for page in pages}
    for document_id, document in zip(document_ids, found, strict=True):
        own = [by_number[number] for number in document.pages if number in by_number]
        pictures.save(session, document_id, list(_pictures(document_id, document, own)))


def _pictures(document_id: str, document: Document, pages: Sequence[PageReading]) -> Iterator[Picture]:
    for page in pages:
        whole = Box(0, 0, page.width, page.height)
        if document.doc_type in PHOTOS and page.page_print is not None:
            yield Picture(document_id, page.number, PictureKind.PHOTO, page.page_print, whole)
        if document.sheet is None:
            continue
        if page.page_print is not None:
            yield Picture(document_id, page.number, PictureKind.PAGE, page.page_print, whole)
        cells = [row.signature_box for row in document.sheet.rows if row.page == page.number and row.signature_box]
        if page.signature_print is not None and cells:
            yield Picture(document_id, page.number, PictureKind.SIGNATURES, page.signature_print, Box.around(cells))


def note_findings(session: Session, source_id: str) -> None:
    """Put down what is to be looked at in each sheet and photograph of the file, beside all others."""
    for document in documents.of_source(session, source_id):
        if document.doc_type in EVIDENCE:
            findings.put_down(session, document.id, list(_seen(session, document)), moment(session))


def _seen(session: Session, document: DocumentRecord) -> Iterator[SeenFinding]:
    yield from _same_strokes(document)
    yield from _two_deliveries(session, document)
    yield from _outside_window(session, document)
    for picture in pictures.of_document(session, document.id):
        if picture.kind is not PictureKind.PAGE:  # a form in use everywhere: its pages are alike whoever signed them
            for other in pictures.near(session, picture):
                yield _of_two_pictures(session, picture, other)


def _same_strokes(document: DocumentRecord) -> Iterator[SeenFinding]:
    for one in document.content.get("findings") or ():
        places = tuple(
            SeenAt(document.id, document.source_id, place["page"], Box.from_list(place["box"]))
            for place in one["places"]
        )
        key = f"{FindingKind.SAME_STROKES}:{document.id}:{one['detail']}"
        yield SeenFinding(FindingKind.SAME_STROKES, key, document.id, None, one["detail"], places)


def _two_deliveries(session: Session, document: DocumentRecord) -> Iterator[SeenFinding]:
    """The same bytes, handed in in the name of two offices."""
    offices = findings.offices_of(session, [document.source_id]).get(document.source_id, set())
    if len(offices) > 1:
        key = f"{FindingKind.TWO_OFFICES}:{document.id}"
        place = _whole_page(document, document.pages[0])
        yield SeenFinding(FindingKind.TWO_OFFICES, key, document.id, None, ", ".join(sorted(offices)), (place,))


def _outside_window(session: Session, document: DocumentRecord) -> Iterator[SeenFinding]:
    """A sheet that proves an activity of a programme, of a day that does not count in it."""
    programme_id = findings.programme_of(session, document.id)
    said = document_json(document, assertions.current(session, [document.id]))
    day = said.get("date")
    if programme_id is None or day is None:
        return
    first, last = programmes.get(session, programme_id).window
    if first <= dt.date.fromisoformat(day) <= last:
        return
    proof = said.get("evidence", {}).get("date") or {}
    page, box = proof.get("page") or document.pages[0], proof.get("box")
    place = SeenAt(document.id, document.source_id, page, Box.from_list(box)) if box else _whole_page(document, page)
    key = f"{FindingKind.OUTSIDE_WINDOW}:{document.id}:{day}"
    yield SeenFinding(FindingKind.OUTSIDE_WINDOW, key, document.id, None, day, (place,))


def _whole_page(document: DocumentRecord, page: int) -> SeenAt:
    sizes = dict(zip(document.pages, document.content.get("page_sizes", ()), strict=False))
    width, height = sizes.get(page, (1, 1))
    return SeenAt(document.id, document.source_id, page, Box(0, 0, width, height))


def _of_two_pictures(session: Session, picture: Picture, other: Picture) -> SeenFinding:
    """The finding about two pictures of one thing, the same from whichever side it is seen."""
    first, second = sorted((picture, other), key=lambda one: (one.document_id, one.page))
    earlier, later = (documents.find(session, one.document_id) for one in (first, second))
    assert earlier is not None and later is not None
    kind, detail = _kind_of_pair(session, first.kind, earlier, later)
    # Not the kind: once explained it stays so, though a corrected date makes it another kind.
    key = f"pair:{first.kind}:{earlier.id}.{first.page}:{later.id}.{second.page}"
    places = tuple(
        SeenAt(one.document_id, record.source_id, one.page, one.box)
        for one, record in ((first, earlier), (second, later))
    )
    return SeenFinding(kind, key, earlier.id, later.id if later.id != earlier.id else None, detail, places)


def _kind_of_pair(
    session: Session, kind: PictureKind, one: DocumentRecord, other: DocumentRecord
) -> tuple[FindingKind, str]:
    offices = findings.offices_of(session, {one.source_id, other.source_id})
    ours, theirs = offices.get(one.source_id, set()), offices.get(other.source_id, set())
    if ours and theirs and ours != theirs:
        named = ", ".join(sorted(ours | theirs))
        return (FindingKind.USED_ELSEWHERE if kind is PictureKind.SIGNATURES else FindingKind.TWO_OFFICES), named
    if kind is not PictureKind.SIGNATURES:
        return FindingKind.SAME_PICTURE, ""
    said = [document_json(record, assertions.current(session, [record.id])) for record in (one, other)]
    differing = [name for name in ("date", "activity") if _differ(said[0], said[1], name)]
    if differing:
        return FindingKind.USED_ELSEWHERE, ", ".join(str(shown[differing[0]]) for shown in said)
    return FindingKind.SAME_SHEET, ""


def _differ(one: Mapping[str, object], other: Mapping[str, object], name: str) -> bool:
    """Whether both say something of it and not the same; a slip of a reader makes no other activity."""
    first, second = one.get(name), other.get(name)
    if first is None or second is None:
        return False
    if name == "date":
        return first != second
    return _unlike(str(first), str(second))


def _unlike(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return fuzz.ratio(a, b) < LIKE_ENOUGH
