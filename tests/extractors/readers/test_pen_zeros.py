"""A handwritten zero takes the script of the digits it stands among."""

import pytest

from extractors.readers.pen_zeros import with_zeros_in_kind
from models.page import Glyph


def glyphs(text: str, pen: str) -> list[Glyph]:
    return [
        Glyph(char, 0.9, 10 * n, 10 * n + 9, mark == "p") for n, (char, mark) in enumerate(zip(text, pen, strict=True))
    ]


@pytest.mark.parametrize(
    ("text", "pen", "wanted"),
    [
        ("๐๔/ว๒๖0", "...pppp", "๐๔/ว๒๖๐"),
        ("๐๔/1๐3", "...ppp", "๐๔/103"),
        ("๐๔/0", "...p", "๐๔/0"),  # a ring alone: nobody can tell
        ("๒0๓", "...", "๒0๓"),  # in print the two are different shapes
        ("๒0 3๐", "ppppp", "๒0 3๐"),  # both scripts: left as seen
    ],
)
def test_zero_follows_its_neighbours(text: str, pen: str, wanted: str) -> None:
    assert "".join(glyph.char for glyph in with_zeros_in_kind(glyphs(text, pen))) == wanted
