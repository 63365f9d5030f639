"""What every reader of lines offers, whatever engine is inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.page import LineReading

GrayImage = NDArray[np.uint8]  # (height, width), 0 = ink, 255 = paper
ColourImage = NDArray[np.uint8]  # (height, width, 3), blue green red as OpenCV keeps it


class LineReader(Protocol):
    """Reads line crops. `name` and `version` are stored with every reading."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        """One reading for each crop, in order; a crop that holds no text gives an empty text.

        With lattices, a reader that has them gives one of every line, not only of those that may hold digits.
        """
        ...
