"""A verdict from measures put beside what the network sees."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.sheets.cell_ink import PICTURE_HEIGHT, PICTURE_WIDTH, CellInk
from extractors.sheets.darkness import Darkness
from extractors.sheets.signature_judge import (
    LEAN_SIGNED,
    LEAN_UNSIGNED,
    LEAST_AGAINST,
    LEAST_SIGNED,
    MOST_UNSIGNED,
    PLAINLY_UNSIGNED,
    signature_judge,
)
from extractors.sheets.signatures import Strokes, Verdict, judged, judged_column, seconded
from models.geometry import Box

BOX = Box(10, 10, 60, 40)
NO_PICTURE = np.zeros((2, PICTURE_HEIGHT, PICTURE_WIDTH), np.float32)


@pytest.mark.parametrize(
    ("measured", "seen", "told"),
    [
        (True, LEAST_SIGNED, True),
        (None, LEAST_SIGNED, True),
        (False, LEAST_SIGNED, True),
        (True, MOST_UNSIGNED, False),
        (None, (LEAST_SIGNED + MOST_UNSIGNED) / 2, None),
        (True, LEAN_SIGNED + 0.05, True),
        (True, LEAN_SIGNED - 0.05, None),
        (False, 1 - LEAN_UNSIGNED - 0.05, False),
        (False, 1 - LEAN_UNSIGNED + 0.05, None),
        (True, None, None),
        (False, None, False),
    ],
)
def test_sure_sight_counts_and_unsure_sight_may_not_lean_against_the_measures(
    measured: bool | None, seen: float | None, told: bool | None
) -> None:
    assert seconded(Verdict(measured, 0.75, BOX), seen, CellInk(BOX, NO_PICTURE)).signed is told


@pytest.mark.parametrize(("seen", "told"), [(LEAST_AGAINST - 0.01, None), (LEAST_AGAINST + 0.01, True)])
def test_sight_must_be_surer_against_a_dash_or_the_ink_of_another_row(seen: float, told: bool | None) -> None:
    assert seconded(Verdict(False, 0.97, None), seen, CellInk(BOX, NO_PICTURE)).signed is told


@pytest.mark.parametrize(("is_crossed", "told"), [(True, None), (False, False)])
def test_a_cell_without_ink_of_its_own_that_others_cross_is_unsure(is_crossed: bool, told: bool | None) -> None:
    assert seconded(Verdict(False, 0.97, None), None, CellInk(None, NO_PICTURE, is_crossed)).signed is told


def test_probabilities_come_one_a_picture_in_order() -> None:
    judge = signature_judge()
    pictures = np.zeros((19, 2, PICTURE_HEIGHT, PICTURE_WIDTH), np.float32)
    pictures[4, 0, 20:44:2, 40:180] = 1.0
    told = judge.probabilities(pictures)
    assert told.shape == (19,)
    assert np.allclose(np.delete(told, 4), told[0], atol=1e-5)
    assert ((told >= 0) & (told <= 1)).all() and told[4] != told[0]
    assert len(judge.probabilities(pictures[:0])) == 0


@pytest.mark.parametrize(
    ("strokes", "signed"),
    [
        (Strokes(0.45, 0.2, 0.42, 1, 1.0, 0.95, over_rule=0.16), False),
        (Strokes(0.85, 0.5, 0.6, 1, 1.0, 1.1, over_rule=0.16), None),  # longer than the end of a stroke
        (Strokes(0.65, 0.2, 0.3, 1, 1.0, 1.8, over_rule=0.16), False),  # as small as a word
    ],
)
def test_the_end_of_a_stroke_from_another_row_is_no_signature(strokes: Strokes, signed: bool | None) -> None:
    verdict = judged(strokes, BOX)
    assert verdict.signed is signed
    assert (verdict.confidence >= PLAINLY_UNSIGNED) is strokes.is_stub


def test_a_low_stroke_among_the_crumbs_of_a_broken_signature_is_no_plain_dash() -> None:
    stroke = Strokes(0.26, 0.58, 0.15, 1, 1.0, 0.43)
    assert stroke.is_plain_dash
    assert not replace(stroke, crumbs=0.09, crumbs_together=0.045).is_plain_dash


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ((150, 64), (157, 90), False),  # over the rule
        ((150, 94), (157, 120), None),
        ((130, 100), (170, 102), False),  # a dash
        ((130, 100), (170, 116), None),
    ],
)
def test_the_network_has_no_say_about_the_end_of_a_stroke_and_a_plain_dash(
    start: tuple[int, int], end: tuple[int, int], told: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsure:
        def probabilities(self, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
            return np.full(len(pictures), 0.7, np.float32)

    monkeypatch.setattr("extractors.sheets.signatures.signature_judge", Unsure)
    page = np.full((160, 300), 255, np.uint8)
    cv2.line(page, start, end, 0, 3)
    cells = [Box(20, 10, 280, 70), Box(20, 70, 280, 130)]
    assert judged_column(Darkness(page < 128, 255.0 - page.astype(np.float32), 255.0), cells, 60.0)[1].signed is told
