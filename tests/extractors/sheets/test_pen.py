"""What tells a pen from a table's own print."""

from __future__ import annotations

import pytest

from extractors.sheets.pen import Marks, is_unlike

PRINT = Marks(4.0, 20.0, (90.0, 128.0, 127.0), 0.95)


@pytest.mark.parametrize(
    "mark",
    [
        Marks(4.0, 20.0, (110.0, 141.0, 90.0), 0.95),  # blue ink, else alike
        Marks(3.0, 25.0, (92.0, 128.0, 127.0), 0.95),  # a thinner pen and larger letters
        Marks(4.1, 24.0, (140.0, 128.0, 127.0), 0.95),  # larger and paler
        Marks(4.0, 30.0, (90.0, 128.0, 127.0), 0.7),  # larger and hard to read
    ],
)
def test_pen_writing_differs_from_the_print(mark: Marks) -> None:
    assert is_unlike(mark, PRINT)


@pytest.mark.parametrize(
    "mark",
    [
        PRINT,
        Marks(4.0, 26.0, (90.0, 128.0, 127.0), 0.95),  # capital letters
        Marks(4.0, 20.0, (90.0, 128.0, 127.0), 0.6),  # print that reads badly
        Marks(4.2, 21.0, (125.0, 129.0, 128.0), 0.9),  # print in a shadow
    ],
)
def test_one_difference_alone_is_still_print(mark: Marks) -> None:
    assert not is_unlike(mark, PRINT)
