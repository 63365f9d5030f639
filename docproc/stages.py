"""The steps of the work on a file as the jobs call them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from docproc.repository.tasks import Due
from models.document import Document
from models.page import PageReading


class Stages(Protocol):
    """Raises DocumentError for what is the document's fault, WorldError for what may go better later."""

    def open(self, data: bytes, name: str) -> int:
        """How many pages the file has."""

    def read_page(self, data: bytes, name: str, number: int) -> PageReading:
        """What stands on one page, counted from 1."""

    def assemble(self, pages: Sequence[PageReading]) -> list[Document]:
        """The documents that these pages of one file hold."""

    def link(self, session: Session, source_id: str) -> list[Due]:
        """Link the file's documents with those of all others; gives the tasks of others that are to be linked anew."""
