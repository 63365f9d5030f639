"""The pages of a file as the viewer shows them, and what is wrong with the file as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.messages.catalogue import Catalogue
from docproc.web.view_models import Json, ProblemView


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the file; width and height in pixels of the image that all boxes are in."""

    number: int
    width: int
    height: int


def shown_pages(reading: Json) -> tuple[PageView, ...]:
    """The pages that were read, by number; a page that could not be read has no image to show."""
    pages = {
        number: PageView(number, size[0], size[1])
        for document in reading["documents"]
        for number, size in zip(document["pages"], document["page_sizes"], strict=True)
    }
    return tuple(pages[number] for number in sorted(pages))


def file_problems(reading: Json, catalogue: Catalogue) -> tuple[ProblemView, ...]:
    """Pages that could not be read, in words."""
    failed = reading.get("failed_pages") or ()
    return tuple(ProblemView(catalogue.fault(page["code"], page["detail"]), page["page"]) for page in failed)
