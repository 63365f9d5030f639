"""An archive of letters that each version of the service reads as the files say, and runs over it without a queue."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from docproc import documents
from docproc.linking import link_documents
from docproc.repository.tasks import Due
from docproc.reprocessing.feeding import feed
from docproc.wiring import Service
from extractors.assembly import assemble
from models.document import Document
from models.errors import UnreadablePage
from models.page import PageReading
from tests.docproc.queueing import scripted_stages
from tests.factories import letter_lines, page


class LetterStages:
    """Reads a letter whose number, page count and faults the file tells by version of the service."""

    def __init__(self, service: Service) -> None:
        self._version = service.stage_version

    def open(self, data: bytes, name: str) -> int:
        return int(json.loads(data).get("pages", 1))

    def read_page(self, data: bytes, name: str, number: int) -> PageReading:
        script = json.loads(data)
        if script.get(f"unreadable in {self._version}") == number:
            raise UnreadablePage("scripted")
        if number > 1:
            return replace(page([], number=number, is_blank=True), readers=("scripted",))
        lines = letter_lines(
            number=script[self._version],
            day=script.get(f"day in {self._version}", "๒ ธันวาคม ๒๕๖๓"),
            references=script.get("references", ()),
        )
        return replace(page(lines), readers=("scripted",))

    def assemble(self, pages: Sequence[PageReading]) -> list[Document]:
        return assemble(pages)

    def link(self, session: Session, source_id: str) -> list[Due]:
        return link_documents(session, source_id)


def submit(service: Service, name: str = "หนังสือ.pdf", /, **script: object) -> str:
    return documents.accept(service, io.BytesIO(json.dumps({**script, "name": name}).encode()), name).source_id


def work(service: Service) -> int:
    return scripted_stages.work(service, LetterStages(service))


def run_to_its_rest(service: Service) -> None:
    """Feed and work in turn until neither has anything to do."""
    while fed(service) or work(service):
        pass


def fed(service: Service) -> bool:
    with service.database.writing() as session:
        return bool(feed(session, service.settings.reprocess_pages_ahead))
