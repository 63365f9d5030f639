"""The lattice kept with a reading: what it says of a stretch of the line, and that keeping it changes little."""

import pytest

from models.lattice import BLANK, Lattice, decoded_step, encoded_step


def test_a_kept_step_says_the_same_probabilities() -> None:
    held = decoded_step(encoded_step({"๓": 0.62, "๗": 0.3, BLANK: 0.08}))
    assert held == pytest.approx({"๓": 0.62, "๗": 0.3, BLANK: 0.08}, rel=0.1)
    assert sum(held.values()) == pytest.approx(1.0)


def test_the_likeliest_character_comes_first() -> None:
    assert next(iter(decoded_step(encoded_step({BLANK: 0.2, "๓": 0.8})))) == "๓"


def test_a_stretch_holds_the_steps_inside_it_and_the_paper_around_them() -> None:
    steps = tuple(encoded_step({char: 1.0}) for char in (BLANK, "๑", BLANK, "๒", BLANK))
    lattice = Lattice(steps, (10, 14, 20, 24, 40))
    assert ["".join(step) for step in lattice.between(9, 17)] == [BLANK, "๑", BLANK]


def test_lattices_of_two_stretches_stand_after_each_other() -> None:
    first = Lattice((encoded_step({"๑": 1.0}),), (10,))
    second = Lattice((encoded_step({"๒": 1.0}),), (8,)).shifted(20)
    both = first.followed_by(second)
    assert both.ends == (10, 28)
    assert ["".join(step) for step in both.between(12, 30)] == ["๒"]
