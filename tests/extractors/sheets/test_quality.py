"""What a leader is told of each of the inputs that must not pass for a good sheet, or must."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from extractors.sheets.quality import (
    BLANK,
    BLURRED,
    CURLED,
    CUT_OFF,
    NO_SHEET,
    ROWS_LOST,
    SCREEN,
    TWO_SHEETS,
    photo_quality,
)
from tests.extractors.sheets import photographs

TOLD = {
    "no-sheet": (NO_SHEET,),
    "selfie": (NO_SHEET,),
    "half-sheet": (CUT_OFF,),
    "two-sheets": (TWO_SHEETS,),
    "cloth": (),
    "curled": (CURLED,),
    "screen": (SCREEN,),
    "blank": (BLANK,),
    "three-rows": (),
    "sixty-rows": (),
    "morning-afternoon": (),
    "shaken": (BLURRED,),
}
GATE_SECONDS = 0.5  # of one core, for a photograph as it was decoded for the check


@pytest.mark.parametrize("name", photographs.BAD_INPUTS)
def test_each_input_is_answered_with_its_sentence(name: str) -> None:
    assert photo_quality(photographs.BAD_INPUTS[name]()).remarks == TOLD[name]


def test_a_hand_over_the_rows_is_named() -> None:
    photo = photographs.good()
    cv2.ellipse(photo, (1500, 1900), (420, 190), 25, 0, 360, (95, 125, 175), -1)
    assert ROWS_LOST in photo_quality(photo).remarks


def test_the_answer_comes_while_people_wait() -> None:
    photo = photographs.good()
    photo_quality(photo)
    before = time.process_time()
    photo_quality(photo)
    assert time.process_time() - before < GATE_SECONDS


def test_letters_are_measured_as_they_will_be_read() -> None:
    photo = photographs.good()
    half = np.asarray(cv2.resize(photo, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert photo_quality(half, shrunk=0.5).body == pytest.approx(photo_quality(photo).body, rel=0.15)
