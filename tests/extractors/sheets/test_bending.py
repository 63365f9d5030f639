"""Sheets that do not lie flat: their rules are made straight, and every place is found again in the photograph."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.sheets.bending import PageMapping, bend_of_rules
from extractors.sheets.rectify import rectify
from extractors.sheets.ruling import find_grid
from extractors.sheets.sighting import sighted
from samples.bad_photographs import sheet_page
from samples.phone_photo import phone_photo

ROWS = 12
# The outer corners of the table that `sheet_page(12)` draws, in pixels.
TABLE = (90.0, 330.0, 1564.0, 330.0 + 86 * (ROWS + 1))


@pytest.mark.parametrize(("ground", "arch", "seed"), [("wood", 0.05, 1), ("checked_cloth", 0.08, 2), ("mat", 0.1, 3)])
def test_a_bent_sheet_comes_out_with_all_its_rows_and_the_way_back(ground: str, arch: float, seed: int) -> None:
    page = Image.fromarray(np.ascontiguousarray(sheet_page(ROWS)[..., ::-1]))
    taken = phone_photo(page, random.Random(seed), ground, arch)  # type: ignore[arg-type]
    photo = np.ascontiguousarray(taken.pixels[..., ::-1])
    flat = rectify(photo, sighted(photo))
    assert flat is not None
    assert flat.to_original.bends
    table = find_grid(np.asarray(cv2.cvtColor(flat.image, cv2.COLOR_BGR2GRAY), np.uint8))
    assert table is not None
    assert (table.row_count, table.column_count) == (ROWS + 1, 3)
    straight = [float(np.ptp(rule.offsets)) for rule in (*table.horizontals, *table.verticals)]
    assert max(straight) < 0.006 * max(flat.image.shape)
    shown = np.array(flat.box_to_original(table.box).as_list())
    corners = np.array([taken.corners(TABLE)[n] for n in range(4)])
    # The upright box around the bent table holds its corners and is no larger than the bend makes it.
    slack = 0.01 * max(photo.shape)
    assert (shown[:2] <= corners.min(axis=0) + slack).all()
    assert (shown[2:] >= corners.max(axis=0) - slack).all()
    cell = table.cell_at(6, 2).box
    x, y = flat.to_original.at(np.array([cell.centre], np.float64))[0]
    left, top, right, bottom = taken.box((TABLE[2] - 0.55 * 1474, 330 + 86 * 6, TABLE[2], 330 + 86 * 7))
    assert left < x < right
    assert top < y < bottom


def test_a_mapping_shrunk_shows_the_same_page_smaller() -> None:
    table = find_grid(np.asarray(cv2.cvtColor(sheet_page(ROWS), cv2.COLOR_BGR2GRAY), np.uint8))
    assert table is not None
    bend = bend_of_rules(table)
    assert bend is not None
    assert bend.curve < 2  # drawn straight
    mapping = PageMapping(np.array([[1.1, 0.1, 5], [0, 0.9, 7], [1e-5, 0, 1]]), (bend,))
    places = np.array([[100.0, 200.0], [900.0, 1500.0]])
    assert mapping.shrunk(0.5).at(places * 0.5) == pytest.approx(mapping.at(places), abs=1e-6)
