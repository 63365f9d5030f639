"""Coloured ink as dark as it is to the eye before it is read."""

from __future__ import annotations

import numpy as np

from extractors.lines.reading_lines import vivid_picture
from extractors.preparation.prepared import prepared
from tests.extractors.drawing import letter


def test_pale_red_is_as_dark_as_print_and_paper_stays_paper() -> None:
    page = prepared(letter().text(240, 180, "ด่วนที่สุด", size=54, colour=(230, 90, 90)).pixels)
    assert page is not None
    vivid = vivid_picture(page)
    assert page.coloured is not None
    red = page.coloured.labels > 0
    assert np.percentile(vivid[red], 20) < np.percentile(page.full[red], 20) - 25
    assert (vivid[page.full > 240] > 240).all()


def test_a_page_without_colour_is_left_as_it_is() -> None:
    page = prepared(letter().pixels)
    assert page is not None
    assert vivid_picture(page) is page.full
