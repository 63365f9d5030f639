"""Which pages of a file belong together: a letter and its later pages, what it encloses, sheets, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.fields.head import read_head
from extractors.fields.layout import PageLayout
from extractors.fields.signatory import find_closing, read_signatory
from extractors.kinds import attendance_sheet, enclosure, unknown
from extractors.kinds.registry import Kind, kind_of
from extractors.thai.digits import ANY_DIGIT, to_arabic

# - ๒ - | -๒- | ๒ | (๒): the number at the head of a later page
PAGE_NUMBER = re.compile(rf"^[-–—(\s]*({ANY_DIGIT}{{1,3}})[-–—)\s]*$")
PAGE_NUMBER_ROWS = 2


@dataclass(slots=True)
class PageGroup:
    """Pages of one document, in order, and the kind its first page shows."""

    kind: Kind
    pages: list[PageLayout] = field(default_factory=list)


def split(pages: Sequence[PageLayout]) -> list[PageGroup]:
    """The documents of a file as groups of pages. Blank pages belong to none."""
    groups: list[PageGroup] = []
    for page in pages:
        if page.page.is_blank:
            continue
        kind = kind_of([page])
        last = groups[-1] if groups else None
        if last is not None and _goes_on(last, page, kind):
            last.pages.append(page)
        elif last is not None and kind is unknown and _may_enclose(last):
            groups.append(PageGroup(enclosure, [page]))
        else:
            groups.append(PageGroup(kind, [page]))
    return _with_strays(groups)


def _with_strays(groups: Sequence[PageGroup]) -> list[PageGroup]:
    """A later page that lay before its letter, or behind another's, joins the one letter that it can go on.

    Its number tells it, or a closing without a head above it.
    """
    kept = list(groups)
    for stray in groups:
        number = page_number(stray.pages[0])
        is_later = number > 1 if number is not None else find_closing(stray.pages) is not None
        if stray.kind not in (unknown, enclosure) or not is_later:
            continue
        open_letters = [
            group
            for group in kept
            if group.kind.DOC_TYPE.is_letter and not has_ended(group.pages) and number in (None, len(group.pages) + 1)
        ]
        if len(open_letters) == 1:
            open_letters[0].pages += stray.pages
            kept.remove(stray)
    return kept


def _goes_on(group: PageGroup, page: PageLayout, kind: Kind) -> bool:
    """True where a page continues the document before it."""
    if group.kind is attendance_sheet and kind is attendance_sheet:
        return attendance_sheet.continues(group.pages[-1], page)
    if kind is not unknown:
        return False
    number = page_number(page)
    if number is not None and number > 1:
        return number == (page_number(group.pages[-1]) or len(group.pages)) + 1
    if group.kind.DOC_TYPE.is_letter:
        return not has_ended(group.pages)
    return group.kind is enclosure


def _may_enclose(group: PageGroup) -> bool:
    return group.kind.DOC_TYPE.is_letter or group.kind in (enclosure, attendance_sheet)


def has_ended(pages: Sequence[PageLayout]) -> bool:
    """True where a letter's closing or signatory has been seen: what follows is no more part of it."""
    body_row = read_head(pages[0]).body_row
    return find_closing(pages) is not None or read_signatory(pages, body_row).name_line is not None


def page_number(page: PageLayout) -> int | None:
    """The number printed alone at the head of a later page."""
    for row in page.rows[:PAGE_NUMBER_ROWS]:
        for line in row:
            match = PAGE_NUMBER.match(line.text)
            centred = abs(line.box.centre[0] - page.page.width / 2) < 0.15 * page.page.width
            if match is not None and centred and line.box.centre[1] < 0.12 * page.page.height:
                return int(to_arabic(match[1]))
    return None
