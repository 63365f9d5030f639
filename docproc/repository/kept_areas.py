"""Everything that is kept by area follows where a file was handed in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from docproc.repository import file_areas, waiting_letters, waiting_values


def rewrite(session: Session, source_id: str) -> None:
    """A delivery was made, or an office that made one was registered or moved."""
    file_areas.rewrite(session, source_id)
    waiting_letters.rewrite(session, source_id)
    waiting_values.rewrite_file(session, source_id)
