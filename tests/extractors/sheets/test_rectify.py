"""Photographed sheets made upright, on plain, patterned and light ground."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage
from extractors.sheets.quality import BLURRED, CUT_OFF, DARK, GLARE, NO_SHEET, TOO_SMALL, PhotoQuality, photo_quality
from extractors.sheets.rectify import Rectified, rectify
from extractors.sheets.ruling import find_grid
from extractors.sheets.sighting import sighted
from models.geometry import Box
from tests.extractors.sheets.drawn_table import print_mark, scribble, sheet_table

SIZE = (1900, 1500)  # of the photograph: height, width
CORNERS = np.array([[180, 150], [1330, 210], [1400, 1740], [110, 1690]], np.float32)


def upright(photo: ColourImage) -> Rectified | None:
    return rectify(photo, sighted(photo))


def verdict(photo: ColourImage, shrunk: float = 1.0) -> PhotoQuality:
    return photo_quality(photo, sighted(photo), shrunk)


def ground(kind: str) -> NDArray[np.float32]:
    rng = np.random.default_rng(2)
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    base = {"dark": (45, 50, 55), "cloth": (90, 60, 160), "light": (178, 186, 190)}[kind]
    picture = np.full((*SIZE, 3), base, np.float32)
    if kind == "cloth":
        picture += np.where(((xs // 45) + (ys // 45)) % 2 == 0, 60, 0)[..., None]
    return (picture + rng.normal(0, 4, (*SIZE, 1))).astype(np.float32)


def photographed(kind: str = "dark") -> tuple[ColourImage, NDArray[np.float64]]:
    """The photograph and the homography from the drawn page to it."""
    drawn = sheet_table(12)
    page = drawn.drawn()
    for row in range(13):
        print_mark(page, drawn.cell(row, 1), 14)
        scribble(page, Box(680, drawn.ys[row] + 8, 940, drawn.ys[row + 1] - 8), seed=row)
    height, width = page.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(source, CORNERS), np.float64)
    flat = cv2.warpPerspective(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), matrix, (SIZE[1], SIZE[0]))
    inside = cv2.warpPerspective(np.full(page.shape, 255, np.uint8), matrix, (SIZE[1], SIZE[0]))[..., None] > 127
    shade = np.linspace(0.95, 0.6, SIZE[1], dtype=np.float32)[None, :, None]
    picture = np.where(inside, flat.astype(np.float32) * 0.93, ground(kind)) * shade
    return np.clip(picture, 0, 255).astype(np.uint8), matrix


@pytest.mark.parametrize("kind", ["dark", "cloth", "light"])
def test_the_sheet_comes_out_upright_with_all_its_rows(kind: str) -> None:
    photo, _ = photographed(kind)
    before = photo.copy()
    flat = upright(photo)
    assert flat is not None
    assert (photo == before).all()
    table = find_grid(np.asarray(cv2.cvtColor(flat.image, cv2.COLOR_BGR2GRAY), np.uint8))
    assert table is not None
    assert (table.row_count, table.column_count) == (13, 3)


def test_boxes_show_on_the_photograph() -> None:
    photo, matrix = photographed()
    flat = upright(photo)
    assert flat is not None
    table = find_grid(np.asarray(cv2.cvtColor(flat.image, cv2.COLOR_BGR2GRAY), np.uint8))
    assert table is not None
    cell = sheet_table(12).cell(7, 2)
    true_middle = cv2.perspectiveTransform(np.array([[cell.centre]], np.float64), matrix)[0, 0]
    shown = flat.box_to_original(table.cell_at(7, 2).box)
    assert np.hypot(shown.centre[0] - true_middle[0], shown.centre[1] - true_middle[1]) < 12


def test_shadow_is_evened_out() -> None:
    photo, _ = photographed()
    flat = upright(photo)
    assert flat is not None
    gray = cv2.cvtColor(flat.image, cv2.COLOR_BGR2GRAY)
    height, width = gray.shape
    papers = [
        float(np.percentile(gray[height // 3 : height // 2, x : x + 60], 90)) for x in (20, width // 2, width - 80)
    ]
    assert max(papers) - min(papers) < 12


def test_a_picture_without_paper_is_left_alone() -> None:
    rng = np.random.default_rng(5)
    blobs = cv2.resize(rng.integers(0, 255, (12, 9, 3), np.uint8), (900, 1200), interpolation=cv2.INTER_CUBIC)
    assert upright(np.asarray(blobs, np.uint8)) is None
    assert verdict(np.asarray(blobs, np.uint8)).remarks == (NO_SHEET,)


def test_a_good_photograph_has_no_remark() -> None:
    assert verdict(photographed()[0]).remarks == ()


def test_each_fault_is_named() -> None:
    photo, _ = photographed()
    assert BLURRED in verdict(np.asarray(cv2.GaussianBlur(photo, (0, 0), 6), np.uint8)).remarks
    assert BLURRED in verdict(np.asarray(cv2.blur(photo, (19, 1)), np.uint8)).remarks
    assert verdict((photo * 0.2).astype(np.uint8)).remarks[:1] == (DARK,)
    assert CUT_OFF in verdict(np.ascontiguousarray(photo[:, :900])).remarks
    small = cv2.resize(photo, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    assert TOO_SMALL in verdict(np.asarray(small, np.uint8)).remarks


def test_glare_is_named() -> None:
    photo, _ = photographed()
    ys, xs = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    glow = 400 * np.exp(-(((xs - 800) / 200) ** 2) - (((ys - 900) / 200) ** 2))
    assert GLARE in verdict(np.clip(photo + glow[..., None], 0, 255).astype(np.uint8)).remarks
