"""What a leader is told of each of the inputs that must not pass for a good sheet, or must."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from extractors.readers.reader import ColourImage
from extractors.sheets.quality import (
    BLANK,
    BLURRED,
    CURLED,
    CUT_OFF,
    DARK,
    GLARE,
    NO_SHEET,
    ROWS_LOST,
    SCREEN,
    SEVERAL_SHEETS,
    PhotoQuality,
    photo_quality,
)
from extractors.sheets.sighting import sighted
from samples import bad_photographs

TOLD = {
    "no-sheet": (NO_SHEET,),
    "selfie": (NO_SHEET,),
    "half-sheet": (CUT_OFF,),
    "two-sheets": (SEVERAL_SHEETS,),
    "cloth": (),
    "curled": (CURLED,),
    "rolled": (CURLED,),
    "screen": (SCREEN,),
    "blank": (BLANK,),
    "three-rows": (),
    "sixty-rows": (),
    "morning-afternoon": (),
    "shaken": (BLURRED,),
    "dark": (DARK,),
    "glare": (GLARE,),
    "far": (),  # small, and read row by row
    "hand": (ROWS_LOST,),
}
GATE_SECONDS = 0.5  # of one core, for a photograph as it was decoded for the check


def verdict(photo: ColourImage, shrunk: float = 1.0) -> PhotoQuality:
    return photo_quality(photo, sighted(photo), shrunk)


@pytest.mark.parametrize("name", bad_photographs.BAD_INPUTS)
def test_each_input_is_answered_with_its_sentence(name: str) -> None:
    assert verdict(bad_photographs.BAD_INPUTS[name]()).remarks == TOLD[name]


def test_the_answer_comes_while_people_wait() -> None:
    photo = bad_photographs.good()
    verdict(photo)
    before = time.process_time()
    verdict(photo)
    assert time.process_time() - before < GATE_SECONDS


def test_letters_are_measured_as_they_will_be_read() -> None:
    photo = bad_photographs.good()
    half = np.asarray(cv2.resize(photo, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert verdict(half, shrunk=0.5).body == pytest.approx(verdict(photo).body, rel=0.15)
