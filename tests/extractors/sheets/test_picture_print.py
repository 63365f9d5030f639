"""One signed sheet is found again however it was taken; the same form signed by others is not."""

from __future__ import annotations

import itertools
import random

import cv2
import numpy as np
import pytest

from extractors.readers.reader import GrayImage
from extractors.sheets.picture_print import are_near, differing_bits, photo_print, signature_print
from models.geometry import Box
from models.picture import PictureKind, PicturePrint
from models.sheet import Cell, Column, ColumnKind, Grid
from samples.pen import signature_mask
from samples.screen import draw_scene

ROWS, HEIGHT, EDGES = 14, 70, (60, 130, 620, 900)
SIZE = (1300, 980)


def form(seed: int, unsigned: tuple[int, ...] = (), scale: float = 1.0) -> tuple[GrayImage, Grid]:
    """One form, signed by the people of `seed`, at a scale; its grid in the pixels of the picture."""
    gray = np.full(SIZE, 250, np.uint8)
    rng = random.Random(seed)
    rows = []
    for n in range(ROWS):
        top = 150 + n * HEIGHT
        for x0, x1 in itertools.pairwise(EDGES):
            cv2.rectangle(gray, (x0, top), (x1, top + HEIGHT), 20, 2)
        if n not in unsigned:
            mask = signature_mask(rng, 170, 50)[:HEIGHT, :260]
            view = gray[top + 6 : top + 6 + mask.shape[0], EDGES[2] + 40 : EDGES[2] + 40 + mask.shape[1]]
            view[:] = np.minimum(view, 250 - mask[: view.shape[0], : view.shape[1]] // 5 * 4)
        rows.append(tuple(Cell(Box(*(round(e * scale) for e in (x0, top, x1, top + HEIGHT))), signed=n not in unsigned)
                          for x0, x1 in itertools.pairwise(EDGES)))  # fmt: skip
    kinds = (ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.SIGNATURE)
    columns = tuple(Column(kind, "", *edge) for kind, edge in zip(kinds, itertools.pairwise(EDGES), strict=True))
    picture = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(picture, np.uint8), Grid(
        Box(*EDGES[:1], 150, EDGES[-1], 150 + ROWS * HEIGHT), columns, tuple(rows)
    )


def taken_again(gray: GrayImage, seed: int) -> GrayImage:
    """The page in other light, a little out of focus, with noise."""
    height, width = gray.shape
    light = (
        np.linspace(0.95, 0.6, width, dtype=np.float32)[None] * np.linspace(1, 0.85, height, dtype=np.float32)[:, None]
    )
    noise = np.random.default_rng(seed).normal(0, 4, gray.shape)
    return np.asarray(np.clip(cv2.GaussianBlur(gray, (0, 0), 1.4) * light + noise, 0, 255), np.uint8)


def signed(seed: int, *, again: bool = False, scale: float = 1.0) -> PicturePrint:
    gray, grid = form(seed, scale=scale)
    found = signature_print(taken_again(gray, seed) if again else gray, grid)
    assert found is not None
    return found


def test_a_sheet_taken_again_is_the_same() -> None:
    for seed in range(12):
        assert are_near(PictureKind.SIGNATURES, signed(seed), signed(seed, again=True, scale=0.7))


def test_one_form_signed_by_others_is_another() -> None:
    prints = [signed(seed) for seed in range(24)]
    assert not any(are_near(PictureKind.SIGNATURES, a, b) for a, b in itertools.combinations(prints, 2))
    closest = min(differing_bits(a.check, b.check) for a, b in itertools.combinations(prints, 2))
    assert closest > 80


def test_a_sheet_that_hardly_anybody_signed_has_no_print() -> None:
    gray, grid = form(1, unsigned=tuple(range(2, ROWS)))
    assert signature_print(gray, grid) is None


def test_a_table_without_signatures_has_no_print() -> None:
    gray, grid = form(1)
    assert signature_print(gray, Grid(grid.box, grid.columns[:2], tuple(row[:2] for row in grid.rows))) is None


def test_a_photograph_sent_on_is_the_same_and_another_of_that_hall_is_not() -> None:
    scenes = [np.asarray(draw_scene((1200, 900), random.Random(seed)))[..., ::-1].copy() for seed in range(12)]
    for scene in scenes:
        small = cv2.resize(scene, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
        _, sent = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 40])
        again = np.asarray(cv2.imdecode(sent, cv2.IMREAD_COLOR), np.uint8)
        assert are_near(PictureKind.PHOTO, photo_print(scene), photo_print(again))
    prints = [photo_print(scene) for scene in scenes]
    assert not any(are_near(PictureKind.PHOTO, a, b) for a, b in itertools.combinations(prints, 2))


def test_a_print_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="bits"):
        PicturePrint("00", "00")
