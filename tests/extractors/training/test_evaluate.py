"""How readings are judged: a reader that gives prepared readings is measured against texts that are known."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.training.alphabet import ALPHABET, CLASS_OF, PEN_THAI_DIGITS, PEN_UNREAD
from extractors.training.decoding import best_text, errors
from extractors.training.evaluate import Figures, figures, judged_glyphs, pen_sentence, reliability_table
from extractors.training.rendering import Sample
from models.page import Glyph, LineReading


class Prepared:
    """A reader that gives the readings it was made with, whatever the crops."""

    name = "prepared"
    version = "1"

    def __init__(self, readings: Sequence[LineReading]) -> None:
        self._readings = list(readings)

    def read(self, crops: Sequence[NDArray[np.uint8]], *, with_lattices: bool = False) -> list[LineReading]:
        assert len(crops) == len(self._readings)
        return self._readings


def reading(text: str, pen: Sequence[int] = (), confidence: float = 0.9, pen_words: int = 0) -> LineReading:
    glyphs = tuple(Glyph(char, confidence, i, i + 1, pen=i in pen) for i, char in enumerate(text))
    return LineReading(text, confidence, "prepared", glyphs, pen_words)


def judged(text: str, got: LineReading) -> Figures:
    return figures(Prepared([got]), [Sample(np.zeros((40, 80), np.uint8), text)])


def pen(digits: str) -> str:
    return "".join(PEN_THAI_DIGITS[int(digit)] for digit in digits)


def test_spaces_count_in_one_error_and_not_in_the_other() -> None:
    found = judged("ที่ ลป ๑", reading("ที่ลป ๒"))
    assert found.error == pytest.approx(2 / 8)
    assert found.error_without_spaces == pytest.approx(1 / 6)


def test_digit_in_the_wrong_place_is_not_right() -> None:
    assert judged("ก๑๒๓", reading("ก๑๓")).thai_digits_right == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("got", "right"),
    [("/ว ๒๖๐", 1.0), ("/ว ๒๖", 0.0), ("/ว ๒๖๐๐", 0.0), ("/ว ๒๖๑", 0.0), ("๒๖๐", 1.0), ("", 0.0)],
)
def test_handwritten_number_is_right_only_as_a_whole(got: str, right: float) -> None:
    assert judged(f"/ว {pen('260')}", reading(got)).pen_strings_right == right


def test_pen_and_print_are_counted_apart() -> None:
    found = judged(f"ที่ {pen('12')}", reading("ที่ ๑๒", pen=[0, 4]))
    assert found.pen_marked == pytest.approx(1 / 2)
    assert found.print_marked == pytest.approx(1 / 3)


def test_pen_and_print_are_put_into_words() -> None:
    reader = Prepared([reading("ที่ ๑๒", pen=[4])])
    sentence = pen_sentence(reader, [Sample(np.zeros((40, 80), np.uint8), f"ที่ {pen('12')}")])
    assert "pen digits read right 50.00 % were" in sentence
    assert "printed characters read right 0.00 % were" in sentence


def test_crop_without_text_is_right_only_if_nothing_is_claimed() -> None:
    crops = [Sample(np.zeros((40, 80), np.uint8), "")] * 3
    found = figures(Prepared([reading(""), reading("ก"), reading("", pen_words=1)]), crops)
    assert found.empty_right == pytest.approx(1 / 3)
    assert found.error is None


def test_unread_pen_words_are_no_characters() -> None:
    assert judged(f"เรียน {PEN_UNREAD}", reading("เรียน", pen_words=1)).error == 0


def test_glyphs_are_judged_by_alignment() -> None:
    assert judged_glyphs(reading("กขง"), "กคขง") == [(0.9, True), (0.9, True), (0.9, True)]
    assert [right for _, right in judged_glyphs(reading("กฃง"), "กขง")] == [True, False, True]


def test_reliability_table_has_a_row_for_each_range_seen() -> None:
    reader = Prepared([reading("กขค", confidence=0.93), reading("งจ", confidence=0.6)])
    crops = [Sample(np.zeros((40, 80), np.uint8), text) for text in ("กขค", "งฉ")]
    rows = reliability_table(reader, crops).splitlines()[2:]
    assert rows == ["| 0.5 to 0.7 | 2 | 60.00 % | 50.00 % |", "| 0.9 to 0.95 | 3 | 93.00 % | 100.00 % |"]


def test_best_path_drops_repeats_and_blanks() -> None:
    path = ["", "ก", "ก", "", "ก", " ", "", " ", "ข", ""]
    scores = np.zeros((len(path), len(ALPHABET) + 1), np.float32)
    for step, char in enumerate(path):
        scores[step, CLASS_OF[char] if char else 0] = 1
    assert best_text(scores) == "กก ข"


@pytest.mark.parametrize(("spaces", "expected"), [(True, 2), (False, 1)])
def test_errors_with_and_without_spaces(spaces: bool, expected: int) -> None:
    assert errors("ก ข", "กค", spaces) == expected
