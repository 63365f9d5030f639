"""What the gate says, in words for people: dates of the Buddhist era, kinds of documents by their names."""

from __future__ import annotations

from docproc.messages.catalogue import Catalogue
from docproc.web.thai_dates import with_dates_shown
from models.programme import Need


def need_in_words(need: Need, catalogue: Catalogue) -> str:
    """One sentence about what is missing or in doubt."""
    values = {name: _shown(name, value, catalogue) for name, value in need.values.items()}
    return catalogue.text(need.code, **values)


def _shown(name: str, value: str, catalogue: Catalogue) -> str:
    if name in ("kinds", "kind"):
        return catalogue.text("programme_words.or").join(catalogue.text(f"doc_type.{kind}") for kind in value.split())
    if name == "finding":
        return catalogue.text(f"finding.{value}", detail="")
    return with_dates_shown(value, catalogue)
