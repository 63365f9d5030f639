"""Queries about prints of pictures: kept with their document, and near ones found over one index for each band.

Two prints that differ in at most eleven of 64 bits have a band of sixteen in which they differ in at most two, so each
band is looked up under itself and its 136 neighbours: of a million prints some eight thousand are looked at.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from extractors.sheets.picture_print import NEAR_KEY, are_near
from models.geometry import Box
from models.picture import PictureKind, PicturePrint
from models.tables.documents import DocumentRecord
from models.tables.pictures import PictureRecord

BAND_BITS = 16
_BANDS = (PictureRecord.band0, PictureRecord.band1, PictureRecord.band2, PictureRecord.band3)
# The masks of no, one or two bits of a band.
_NEIGHBOURS = tuple(
    sum(1 << bit for bit in flipped)
    for count in (0, 1, 2)
    for flipped in itertools.combinations(range(BAND_BITS), count)
)
MOST_COMPARED = 1000  # whose whole prints are looked at, the oldest first
MOST_NEAR = 50  # pictures like one picture: more is a form or a blank page, and nobody looks through them


@dataclass(frozen=True, slots=True)
class Picture:
    """One print of one page, and where on the page what it is of stands."""

    document_id: str
    page: int
    kind: PictureKind
    print: PicturePrint
    box: Box


def save(session: Session, document_id: str, pictures: Sequence[Picture]) -> None:
    """Let these be the prints of the document."""
    session.execute(delete(PictureRecord).where(PictureRecord.document_id == document_id))
    for one in pictures:
        bands = {f"band{n}": band for n, band in enumerate(_bands(one.print.key))}
        session.add(
            PictureRecord(
                id=new_id(),
                document_id=document_id,
                page=one.page,
                kind=one.kind,
                check_print=one.print.check,
                box=one.box.as_list(),
                **bands,
            )
        )
    session.flush()


def of_document(session: Session, document_id: str) -> list[Picture]:
    query = select(PictureRecord).where(PictureRecord.document_id == document_id).order_by(PictureRecord.page)
    return [_picture(row) for row in session.scalars(query)]


def near(session: Session, picture: Picture) -> list[Picture]:
    """Pictures of current documents that are likely to be of the same, without this one, the oldest first."""
    wanted = int(picture.print.key, 16)
    ids: set[str] = set()
    for column, band in zip(_BANDS, _bands(picture.print.key), strict=True):
        query = select(PictureRecord.id, *_BANDS).where(PictureRecord.kind == picture.kind, column.in_(_around(band)))
        ids |= {row[0] for row in session.execute(query) if (_key(row[1:]) ^ wanted).bit_count() <= NEAR_KEY}
    found = session.scalars(select(PictureRecord).where(PictureRecord.id.in_(sorted(ids)[:MOST_COMPARED])))
    likely = [_picture(row) for row in found]
    likely = [
        one
        for one in likely
        if (one.document_id, one.page) != (picture.document_id, picture.page)
        and are_near(picture.kind, one.print, picture.print)
    ]
    current = _current(session, {one.document_id for one in likely})
    kept = sorted((one for one in likely if one.document_id in current), key=lambda one: (one.document_id, one.page))
    return kept[:MOST_NEAR]


def _current(session: Session, document_ids: set[str]) -> set[str]:
    query = select(DocumentRecord.id).where(DocumentRecord.id.in_(document_ids), DocumentRecord.is_current)
    return set(session.scalars(query))


def _bands(key: str) -> Iterator[int]:
    width = BAND_BITS // 4
    return (int(key[start : start + width], 16) for start in range(0, len(key), width))


def _key(bands: Sequence[int]) -> int:
    """The 64 bits that the bands make."""
    whole = 0
    for band in bands:
        whole = whole << BAND_BITS | band
    return whole


def _around(band: int) -> list[int]:
    return [band ^ mask for mask in _NEIGHBOURS]


def _picture(row: PictureRecord) -> Picture:
    key = f"{_key((row.band0, row.band1, row.band2, row.band3)):016x}"
    return Picture(row.document_id, row.page, row.kind, PicturePrint(key, row.check_print), Box.from_list(row.box))
