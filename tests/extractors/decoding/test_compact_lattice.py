"""From network scores to the kept lattice."""

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.decoding.lattice import UNREADABLE, compact_lattice
from models.lattice import BLANK, decoded_step

PLAIN = ("", "๑", "๓", "๑", "")  # blank, two printed digits, a pen digit, unread pen writing


def scores(*rows: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(rows, np.float32)


def test_sure_neighbours_become_one_step() -> None:
    paper, digit = (0.999, 0.001, 0, 0, 0), (0.001, 0.999, 0, 0, 0)
    lattice = compact_lattice(scores(paper, paper, digit, digit, paper), PLAIN, [2, 4, 6, 8, 10])
    assert [step[0] for step in lattice.steps] == [BLANK, "๑", BLANK]
    assert lattice.ends == (4, 8, 10)


def test_doubtful_steps_keep_what_is_likely_and_drop_the_rest() -> None:
    lattice = compact_lattice(scores((0.1, 0.5, 0.3995, 0, 0.0005)), PLAIN, [2])
    held = decoded_step(lattice.steps[0])
    assert held == pytest.approx({BLANK: 0.1, "๑": 0.5, "๓": 0.4}, rel=0.1)


def test_print_and_pen_of_one_digit_are_one_character() -> None:
    held = decoded_step(compact_lattice(scores((0.0, 0.45, 0.1, 0.45, 0.0)), PLAIN, [2]).steps[0])
    assert held["๑"] == pytest.approx(0.9, rel=0.05)


def test_pen_writing_that_cannot_be_read_is_no_blank() -> None:
    lattice = compact_lattice(scores((0.0, 0.0, 0.0, 0.0, 1.0)), PLAIN, [2])
    assert set(decoded_step(lattice.steps[0])) == {UNREADABLE}
