"""Queries about reading files again: which files, where each stands, and what would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, case, exists, func, insert, literal, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from models.reprocessing import Conditions, Counts, Difference, ItemState, ReprocessingState
from models.tables.documents import DocumentRecord
from models.tables.originals import DeliveryRecord, SourceRecord
from models.tables.record import Json
from models.tables.reprocessing import ReprocessedSourceRecord, ReprocessingRecord

CONDITIONS: TypeAdapter[Conditions] = TypeAdapter(Conditions)
DIFFERENCE: TypeAdapter[Difference] = TypeAdapter(Difference)
COUNTED = tuple(one.name for one in fields(Counts) if one.name != "files")

_Item = ReprocessedSourceRecord


def count_matching(session: Session, conditions: Conditions, version: str) -> tuple[int, int]:
    """How many files and pages a run with these conditions would read."""
    matching = _matching(conditions, version).subquery()
    files, pages = session.execute(select(func.count(), func.coalesce(func.sum(matching.c.pages), 0))).one()
    return int(files), int(pages)


def start(session: Session, conditions: Conditions, version: str, person: str, at: dt.datetime) -> ReprocessingRecord:
    """A run over the files that meet the conditions now; IntegrityError where another one is open."""
    run = ReprocessingRecord(
        id=new_id(),
        conditions=CONDITIONS.dump_python(conditions, mode="json"),
        version=version,
        state=ReprocessingState.READING,
        is_open=True,
        asked_by=person,
        asked_at=at,
    )
    session.add(run)
    session.flush()
    matching = _matching(conditions, version).subquery()
    zeros = {name: literal(0) for name in ("pages_queued", *COUNTED)}
    rows = select(
        literal(run.id),
        matching.c.id,
        literal(ItemState.WAITING, _Item.state.type),
        matching.c.pages,
        literal(None, Json),
        *zeros.values(),
    )
    names = ["reprocessing_id", "source_id", "state", "pages", "difference", *zeros]
    session.execute(insert(_Item).from_select(names, rows))
    return run


def _matching(conditions: Conditions, version: str) -> Select[str, int | None]:
    """Files that were opened and whose documents come from another version than this."""
    met = [SourceRecord.page_count > 0, SourceRecord.version != version, SourceRecord.finished_at.is_not(None)]
    if conditions.doc_type is not None:
        met.append(_holds(DocumentRecord.doc_type == conditions.doc_type))
    if conditions.status is not None:
        met.append(SourceRecord.status == conditions.status)
    if conditions.version is not None:
        met.append(SourceRecord.version == conditions.version)
    if conditions.office is not None:
        met.append(
            exists().where(DeliveryRecord.source_id == SourceRecord.id, DeliveryRecord.office == conditions.office)
        )
    if conditions.received_from is not None:
        met.append(SourceRecord.received_at >= _midnight(conditions.received_from))
    if conditions.received_to is not None:
        met.append(SourceRecord.received_at < _midnight(conditions.received_to + dt.timedelta(days=1)))
    if conditions.source is not None:
        met.append(SourceRecord.id == conditions.source)
    return select(SourceRecord.id.label("id"), SourceRecord.page_count.label("pages")).where(*met)


def _holds(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(DocumentRecord.source_id == SourceRecord.id, DocumentRecord.is_current, condition)


def _midnight(day: dt.date) -> dt.datetime:
    """The beginning of a Thai day; Thailand keeps UTC+7 all year."""
    return dt.datetime.combine(day, dt.time(), dt.timezone(dt.timedelta(hours=7)))


def find(session: Session, run_id: str) -> ReprocessingRecord | None:
    return session.get(ReprocessingRecord, run_id)


def lock(session: Session, run_id: str) -> ReprocessingRecord | None:
    """The run's row, held until the transaction ends."""
    return session.scalars(
        select(ReprocessingRecord)
        .where(ReprocessingRecord.id == run_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def open_run(session: Session) -> ReprocessingRecord | None:
    """The run that is neither promoted nor discarded: there is one at most."""
    return session.scalars(select(ReprocessingRecord).where(ReprocessingRecord.is_open)).one_or_none()


def latest(session: Session, limit: int) -> list[ReprocessingRecord]:
    return list(session.scalars(select(ReprocessingRecord).order_by(ReprocessingRecord.id.desc()).limit(limit)))


def item_being_read(session: Session, source_id: str, version: str) -> ReprocessedSourceRecord | None:
    """The file's place in the open run, while its pages are read in this version."""
    return session.scalars(
        select(_Item)
        .join(ReprocessingRecord, ReprocessingRecord.id == _Item.reprocessing_id)
        .where(
            _Item.source_id == source_id,
            _Item.state == ItemState.READING,
            ReprocessingRecord.version == version,
            ReprocessingRecord.is_open,
        )
    ).one_or_none()


def unfinished(session: Session, run_id: str, limit: int) -> list[ReprocessedSourceRecord]:
    """Files with pages that have no task yet, those begun first, then in order of arrival."""
    found = session.scalars(
        select(_Item)
        .where(
            _Item.reprocessing_id == run_id,
            _Item.state.in_((ItemState.READING, ItemState.WAITING)),
            _Item.pages_queued < _Item.pages,
        )
        .order_by(case((_Item.state == ItemState.READING, 0), else_=1), _Item.source_id)
        .limit(limit)
    )
    return list(found)


def in_state(session: Session, run_id: str, state: ItemState, limit: int) -> list[ReprocessedSourceRecord]:
    found = session.scalars(
        select(_Item)
        .where(_Item.reprocessing_id == run_id, _Item.state == state)
        .order_by(_Item.source_id)
        .limit(limit)
    )
    return list(found)


def states(session: Session, run_id: str) -> dict[ItemState, tuple[int, int]]:
    """State to the number of files and pages in it."""
    counted = session.execute(
        select(_Item.state, func.count(), func.sum(_Item.pages))
        .where(_Item.reprocessing_id == run_id)
        .group_by(_Item.state)
    )
    return {state: (files, pages) for state, files, pages in counted}


def compared_since(session: Session, run_id: str, since: dt.datetime) -> int:
    """Pages of the files that were compared since then: how fast the run goes now."""
    return session.scalars(
        select(func.coalesce(func.sum(_Item.pages), 0)).where(
            _Item.reprocessing_id == run_id, _Item.compared_at >= since
        )
    ).one()


def totals(session: Session, run_id: str) -> Counts:
    """The differences of all files that were compared."""
    sums = [func.coalesce(func.sum(getattr(_Item, name)), 0) for name in COUNTED]
    counted = session.execute(
        select(func.count(), *sums).where(_Item.reprocessing_id == run_id, _Item.compared_at.is_not(None))
    ).one()
    return Counts(*(int(number) for number in counted))


def differing(session: Session, run_id: str, after: str, limit: int) -> list[ReprocessedSourceRecord]:
    """Files in which something would change, or that could not be read, by id after `after`."""
    found = session.scalars(
        select(_Item)
        .where(
            _Item.reprocessing_id == run_id,
            _Item.source_id > after,
            _Item.compared_at.is_not(None),
            (_Item.state == ItemState.REFUSED)
            | (_Item.changed + _Item.surer + _Item.disputed + _Item.links_gained + _Item.links_lost > 0),
        )
        .order_by(_Item.source_id)
        .limit(limit)
    )
    return list(found)


def save_difference(item: ReprocessedSourceRecord, difference: Difference, at: dt.datetime) -> None:
    item.difference = DIFFERENCE.dump_python(difference, mode="json")
    for name in COUNTED:
        setattr(item, name, getattr(difference.counts, name))
    item.state, item.compared_at = ItemState.COMPARED, at


def difference_of(item: ReprocessedSourceRecord) -> Difference:
    return DIFFERENCE.validate_python(item.difference) if item.difference else Difference()


def names_of(session: Session, source_ids: Sequence[str]) -> dict[str, str]:
    """File names by id, for lists."""
    rows = session.execute(select(SourceRecord.id, SourceRecord.name).where(SourceRecord.id.in_(source_ids)))
    return dict(rows.all())
