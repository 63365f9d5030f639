"""What people say about values: agree, set right, take back. Every word is kept with its name and time.

No machine takes a person's word away. A later reading that says something else is flagged, and the field waits
for a person again; taking a word back is a word of its own, so the history shows both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from docproc import workflow
from docproc.documents import NotFoundError
from docproc.doubt import asked_fields
from docproc.field_values import in_digits_of_paper, is_number, is_well_formed, typed_value
from docproc.repository import assertions, documents, letters, search_entries, secrecy, sources, tasks
from docproc.repository.assertions import Standing, Word
from docproc.repository.clock import moment
from docproc.repository.letters import StandingValue
from docproc.repository.tasks import Due
from docproc.wiring import Service
from models.status import Act, SourceStatus, Stage
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.record import MACHINE


class ChangedMeanwhileError(Exception):
    """Somebody or something else changed the value that the person had in view: look again before you say."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word that was taken down: its id, by which it can be taken back, and what it is about."""

    assertion_id: str
    document_id: str
    field: str
    act: Act
    value: Any


def confirm_shown(service: Service, document_id: str, field: str, person: str, seen: str) -> Said:
    """A person agrees with the value that was shown, the one of the assertion `seen`.

    Raises NotFoundError, ChangedMeanwhileError, and ValueError where nothing was read that one could agree with.
    """
    with service.database.reading() as session:
        shown = assertions.standing(session, document_id, field).shown
    if shown is None:
        raise NotFoundError(f"{field} of {document_id}")
    if shown.value is None:
        raise ValueError(f"{field} was not read, so there is nothing to agree with")
    return confirm_field(service, document_id, field, shown.value, person, printed=shown.printed, seen=seen)


def correct_typed(
    service: Service, document_id: str, field: str, typed: str, person: str, seen: str, *, as_it_stands: bool = False
) -> Said:
    """A person says what stands there, in the words of the paper; "" where nothing does.

    `as_it_stands` takes a number whatever its form.

    Raises NotFoundError, ChangedMeanwhileError, and NotAValueError where it cannot be the value of that field.
    """
    with service.database.reading() as session:
        now = assertions.standing(session, document_id, field)
    read = now.machine.printed if now.machine is not None else ""
    text = in_digits_of_paper(" ".join(typed.split()), read)
    value = typed_value(field, text, as_it_stands=as_it_stands)
    return confirm_field(service, document_id, field, value, person, printed=text, seen=seen, as_it_stands=as_it_stands)


def confirm_field(
    service: Service,
    document_id: str,
    field: str,
    value: Any,
    person: str,
    *,
    printed: str | None = None,
    seen: str | None = None,
    as_it_stands: bool = False,
) -> Said:
    """A person says what stands there (None: nothing). No machine changes it again; the file is linked anew.

    `printed` is how it stands on the paper, where the person said so; `seen` the assertion that the person had in
    view. Raises NotFoundError, ChangedMeanwhileError, and ValueError where the value cannot be one of that field; a
    number of another form than the regulation's is one only `as_it_stands`.
    """
    with service.database.writing() as session:
        document = _locked_document(session, document_id)
        now = assertions.standing(session, document_id, field)
        if now.person is None and field not in asked_fields(document.content.get("evidence", {})):
            raise ValueError(f"{field} names no field that can be set")
        if is_number(field) and value is not None and not as_it_stands and not is_well_formed(value):
            raise ValueError(f"{value} is not the number of a letter")
        if seen is not None and (now.shown is None or now.shown.id != seen):
            raise ChangedMeanwhileError(field)
        word = Word(field, value, _print_of(now, value, printed), person, _act(now, value))
        row = assertions.add_word(session, document, word, moment(session))
        due = _follow(session, document, field, StandingValue(value, word.printed, row.status))
        said = Said(row.id, document_id, field, row.act, value)
    service.bell.ring(due)
    return said


def take_back(service: Service, assertion_id: str, person: str) -> Said:
    """What the person, or another one, said with this assertion no longer stands; what stood before it does again.

    Raises NotFoundError, and ChangedMeanwhileError where it has not been the last word about its field.
    """
    with service.database.writing() as session:
        row = assertions.find(session, assertion_id)
        if row is None:
            raise NotFoundError(assertion_id)
        document = _locked_document(session, row.document_id)
        now = assertions.standing(session, row.document_id, row.field)
        if now.person is None or now.person.id != assertion_id:
            raise ChangedMeanwhileError(row.field)
        earlier = assertions.replaced_by(session, row)
        word, stands = _word_that_takes_back(now, earlier, person)
        taken = assertions.add_word(session, document, word, moment(session))
        due = _follow(session, document, row.field, stands)
        said = Said(taken.id, row.document_id, row.field, taken.act, taken.value)
    service.bell.ring(due)
    return said


def find_said(service: Service, assertion_id: str) -> Said | None:
    """A person's word that still stands, and so can be taken back; None where it does not."""
    with service.database.reading() as session:
        row = assertions.find(session, assertion_id)
        if row is None or row.made_by == MACHINE or row.superseded_at is not None or not row.act.stands:
            return None
        return Said(row.id, row.document_id, row.field, row.act, row.value)


def history(service: Service, document_id: str) -> list[AssertionRecord]:
    """Everything that was ever said about the document's fields, by readers and by people, the oldest first."""
    with service.database.reading() as session:
        return assertions.history(session, document_id)


def _locked_document(session: Session, document_id: str) -> DocumentRecord:
    """The document, its file's row held: an assembly that is under way ends first."""
    document = documents.find(session, document_id)
    if document is None:
        raise NotFoundError(document_id)
    sources.lock(session, document.source_id)
    session.refresh(document)
    return document


def _act(now: Standing, value: Any) -> Act:
    return Act.CONFIRMED if now.machine is not None and now.machine.value == value else Act.CORRECTED


def _print_of(now: Standing, value: Any, printed: str | None) -> str:
    """As the person says that it stands there; else as it was read, where that is the value; else the value."""
    if printed is not None:
        return printed
    if now.machine is not None and now.machine.value == value:
        return now.machine.printed
    return str(value) if value is not None else ""


def _word_that_takes_back(now: Standing, earlier: AssertionRecord | None, person: str) -> tuple[Word, StandingValue]:
    assert now.person is not None
    field = now.person.field
    if earlier is not None and earlier.act.stands:
        word = Word(field, earlier.value, earlier.printed, person, Act.RESTORED)
        return word, StandingValue(earlier.value, earlier.printed, earlier.status)
    machine = now.machine
    if machine is None:
        raise ChangedMeanwhileError(field)
    word = Word(field, None, "", person, Act.WITHDRAWN)
    return word, StandingValue(machine.value, machine.printed, machine.status)


def _follow(session: Session, document: DocumentRecord, field: str, stands: StandingValue) -> list[Due]:
    """What follows from a person's word: the letter is found by it, its file may be done, and is linked anew."""
    assertions.mark_doubts(session, document)
    letters.set_field(session, document.id, field, stands)
    search_entries.set_values(session, document.source_id, document.id)
    secrecy.mark(session, document.source_id)
    source = sources.lock(session, document.source_id)
    if source.status in (SourceStatus.DONE, SourceStatus.NEEDS_REVIEW):
        still_open = workflow.needs_person(session, source.id)
        source.status = SourceStatus.NEEDS_REVIEW if still_open else SourceStatus.DONE
    return tasks.reopen(session, source.id, Stage.LINK, source.version)
