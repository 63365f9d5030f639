"""Signatures drawn from stroke models: ink of about the size asked for, no two alike."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from extractors.training.cells.habits import HABITS, Path, curve, drawn, signature


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_draws_ink_of_about_the_size_asked_for(habit: Callable[[Random], list[Path]]) -> None:
    ink = drawn(Random(4), habit(Random(3)), 200, 60, 3)
    assert ink.max() == 1.0
    assert 0.004 < ink.mean() < 0.5
    assert 80 < ink.shape[1] < 500 and 25 < ink.shape[0] < 200


def test_two_people_do_not_sign_alike() -> None:
    first, second = signature(Random(1), 200, 60, 3), signature(Random(2), 200, 60, 3)
    assert first.shape != second.shape or not np.array_equal(first, second)


def test_a_curve_goes_through_its_knots() -> None:
    knots = np.array([(0.0, 0.0), (0.5, 1.0), (1.0, 0.2)])
    path = curve(knots)
    assert all(np.abs(path - knot).sum(axis=1).min() < 1e-9 for knot in knots)
