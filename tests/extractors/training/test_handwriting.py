"""Composed handwriting: every pen class can be drawn, and writers of the two splits never mix."""

from random import Random

import numpy as np
import pytest

from extractors.training.alphabet import (
    PEN_ARABIC_DIGITS,
    PEN_SLASH,
    PEN_THAI_DIGITS,
    PEN_UNREAD,
    PEN_WO_WAEN,
)
from extractors.training.dataset import Sources
from extractors.training.handwriting import Handwriting


@pytest.mark.parametrize("char", [*PEN_THAI_DIGITS, *PEN_ARABIC_DIGITS, PEN_WO_WAEN, PEN_SLASH])
def test_pen_character_is_ink_cut_to_its_edges(char: str, hand: Handwriting) -> None:
    rng = Random(3)
    ink = hand.character(rng, char, hand.pen(rng))
    assert ink.ndim == 2
    assert 0.3 < ink.max() <= 1.0
    for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]):
        assert edge.max() > 0


def test_two_drawings_of_a_digit_differ(hand: Handwriting) -> None:
    rng = Random(3)
    first, second = (hand.character(rng, PEN_THAI_DIGITS[4], hand.pen(rng)) for _ in range(2))
    assert first.shape != second.shape or np.abs(first - second).max() > 0.1


def test_word_is_as_long_as_its_letters(hand: Handwriting) -> None:
    rng = Random(3)
    pen = hand.pen(rng)
    short = np.mean([hand.word(rng, pen, 2).shape[1] for _ in range(8)])
    long = np.mean([hand.word(rng, pen, 7).shape[1] for _ in range(8)])
    assert long > short + 80


@pytest.mark.parametrize("char", ["๑", "ก", PEN_UNREAD])
def test_other_characters_cannot_be_drawn_by_pen(char: str, hand: Handwriting) -> None:
    with pytest.raises(ValueError, match="not a pen character"):
        hand.character(Random(1), char, hand.pen(Random(1)))


def test_every_writer_is_in_one_split(sources: Sources) -> None:
    stored = np.load(sources.handwriting / "thai_digits.npz")
    trained = Handwriting(sources.handwriting, sources.hand_fonts, "train")
    held_out = Handwriting(sources.handwriting, sources.hand_fonts, "held_out")
    assert trained.writers + held_out.writers == len(np.unique(stored["writer"]))
    assert held_out.writers > 0
