"""What people call the readers, whose names in the data are code."""

from __future__ import annotations

from docproc.messages.catalogue import Catalogue


def reader_name(name: str, shown: Catalogue) -> str:
    """In words; an older or newer version's reader, of which the catalogue knows nothing, by its own name."""
    code = f"reader.{name.replace('-', '_')}"
    return shown.text(code) if code in shown else name
