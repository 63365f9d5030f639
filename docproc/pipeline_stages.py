"""The real steps: those of `docproc.pipeline`, and linking. Importing this imports all that reads pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from docproc import pipeline
from docproc.findings.noting import note_findings
from docproc.linking import link_documents
from docproc.programme.settling import settle_of_file
from docproc.repository.tasks import Due
from docproc.wiring import Service
from models.document import Document
from models.page import PageReading


class PipelineStages:
    """`docproc.stages.Stages` over one service, with its readers."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def open(self, data: bytes, name: str) -> int:
        return pipeline.open_stage(data, name)

    def read_page(self, data: bytes, name: str, number: int) -> PageReading:
        return pipeline.page_stage(data, name, number, self._service.readers)

    def assemble(self, pages: Sequence[PageReading]) -> list[Document]:
        return pipeline.assemble_stage(pages)

    def link(self, session: Session, source_id: str) -> list[Due]:
        due = link_documents(session, source_id)
        note_findings(session, source_id)
        settle_of_file(session, source_id)
        return due
