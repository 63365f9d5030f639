"""What follows from a finished or failed step: the next steps of the file, or its end.

    open ──▶ a page task for each page ──(the last one ends)──▶ assemble ──▶ link ──▶ done | needs_review
      └▶ failed                       └─ no page was read ─▶ failed

A file read again beside its standing readings (`docproc.reprocessing`) goes from its last page to `compare` and rests
there until it is promoted, which is `assemble` with the new readings.

Each function runs in the transaction that ends the step, so the next step exists exactly when this one is over.
They return the new tasks, for which the caller rings after its commit.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from docproc.repository import documents, reprocessings, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.tasks import Due, Fault, Lease
from models.reprocessing import Difference, ItemState
from models.status import SourceStatus, Stage
from models.tables.originals import SourceRecord
from models.tables.reprocessing import ReprocessedSourceRecord


def begin(session: Session, source_id: str, version: str) -> list[Due]:
    """A file was accepted."""
    sources.lock(session, source_id).version = version
    return tasks.add(session, source_id, Stage.OPEN, version)


def after_open(session: Session, lease: Lease, page_count: int) -> list[Due]:
    """The file was opened: its pages can be read."""
    source = sources.lock(session, lease.source_id)
    source.page_count = page_count
    source.status = SourceStatus.READING
    return tasks.add(session, lease.source_id, Stage.PAGE, lease.version, range(1, page_count + 1))


def after_page(session: Session, lease: Lease) -> list[Due]:
    """A page was read, or given up: when it was the last one, the file can be assembled.

    The file's row is locked first. Without that, two last pages that end at once would each still see the other
    one open, and nobody would assemble.
    """
    source = sources.lock(session, lease.source_id)
    if tasks.count_open_pages(session, lease.source_id, lease.version):
        return []
    again = reprocessings.item_being_read(session, lease.source_id, lease.version)
    if again is not None:
        return after_pages_read_again(session, again, lease.version)
    failed = sources.failed_pages(session, lease.source_id)
    if len(failed) == source.page_count:
        _end(session, source, SourceStatus.FAILED, Fault(failed[0].code, failed[0].detail))
        return []
    return tasks.add_again(session, lease.source_id, Stage.ASSEMBLE, lease.version)


def after_pages_read_again(session: Session, item: ReprocessedSourceRecord, version: str) -> list[Due]:
    """Of a file whose row is locked: once all its pages were read, they are compared with what stands."""
    if item.pages_queued < item.pages or tasks.count_open_pages(session, item.source_id, version):
        return []  # `docproc.reprocessing.feeding` adds its further pages in time
    if sources.failed_pages(session, item.source_id, version):
        item.state, item.compared_at = ItemState.REFUSED, moment(session)
        return []
    return tasks.add_again(session, item.source_id, Stage.COMPARE, version)


def after_comparison(session: Session, lease: Lease, difference: Difference) -> list[Due]:
    """The file was read again, and what would change is known; nothing follows until somebody promotes it."""
    item = reprocessings.item_being_read(session, lease.source_id, lease.version)
    if item is not None:
        reprocessings.save_difference(item, difference, moment(session))
    return []


def after_assembly(session: Session, lease: Lease) -> list[Due]:
    """The documents are saved: they can be linked with those of other files."""
    return tasks.add_again(session, lease.source_id, Stage.LINK, lease.version)


def after_linking(session: Session, lease: Lease, fault: Fault | None = None) -> list[Due]:
    """The file has reached its end; `fault` says why it is not linked."""
    source = sources.lock(session, lease.source_id)
    status = SourceStatus.NEEDS_REVIEW if fault or needs_person(session, source.id) else SourceStatus.DONE
    _end(session, source, status, fault)
    return []


def after_failure(session: Session, lease: Lease, fault: Fault) -> list[Due]:
    """A step was given up for good. A file is lost only by what it cannot do without."""
    if lease.stage is Stage.PAGE:
        return after_page(session, lease)
    if lease.stage is Stage.LINK:
        return after_linking(session, lease, fault)
    if lease.stage is Stage.COMPARE:
        item = reprocessings.item_being_read(session, lease.source_id, lease.version)
        if item is not None:
            item.state, item.compared_at = ItemState.REFUSED, moment(session)
        return []
    _end(session, sources.lock(session, lease.source_id), SourceStatus.FAILED, fault)
    return []


def retry(session: Session, source_id: str) -> list[Due]:
    """Have what was given up of the file done again, from the first attempt."""
    source = sources.lock(session, source_id)
    due = tasks.reopen_failed(session, source_id, source.version)
    if any(task.stage in (Stage.OPEN, Stage.PAGE) for task in due):
        source.status = SourceStatus.READING if source.page_count else SourceStatus.RECEIVED
        source.error_code = source.error_detail = None
    return due


def needs_person(session: Session, source_id: str) -> bool:
    """Whether a page could not be read, or some value needs somebody to look at it."""
    return bool(sources.failed_pages(session, source_id)) or documents.has_problems(session, source_id)


def _end(session: Session, source: SourceRecord, status: SourceStatus, fault: Fault | None) -> None:
    source.status = status
    source.error_code = fault.code if fault else None
    source.error_detail = fault.detail if fault else None
    source.finished_at = source.finished_at or moment(session)
    session.flush()
