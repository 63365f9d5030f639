"""The kinds of documents in the order they are asked: the more telling mark first, unknown last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extractors.fields.layout import PageLayout
from extractors.kinds import (
    announcement,
    attendance_sheet,
    enclosure,
    external_letter,
    memo,
    order,
    photo,
    screenshot,
    stamped_letter,
    unknown,
)
from models.document import Document
from models.status import DocType


class Kind(Protocol):
    """A module of this package: `matches` looks at the first page, `extract` reads them all."""

    DOC_TYPE: DocType

    def matches(self, pages: Sequence[PageLayout]) -> bool: ...

    def extract(self, pages: Sequence[PageLayout]) -> Document: ...


KINDS: tuple[Kind, ...] = (
    screenshot,
    photo,
    attendance_sheet,
    memo,
    order,
    announcement,
    stamped_letter,
    external_letter,
    enclosure,
    unknown,
)


def kind_of(pages: Sequence[PageLayout]) -> Kind:
    """The first kind that recognises itself on the first of these pages."""
    return next(kind for kind in KINDS if kind.matches(pages))
