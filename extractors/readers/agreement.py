"""What two readings of one line agree on, character by character.

Agreement is what raises a value; but a witness that cannot write a character cannot speak about it. Tesseract's Thai
model lacks ๔ ๖ ๗ ๘ ๙ (and writes another digit instead, fluently) and all Latin letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from extractors.thai.digits import THAI
from models.page import LineReading


class Verdict(StrEnum):
    AGREE = "agree"
    DIFFER = "differ"
    MUTE = "mute"  # the witness cannot write this character, so it says nothing


def tesseract_can_write(char: str) -> bool:
    """False for Thai digits (all ten: a missing one is written as another) and for Latin letters."""
    return char not in THAI and not (char.isascii() and char.isalpha())


@dataclass(frozen=True, slots=True)
class Agreement:
    """One verdict for each character of the first reading's text, spaces included."""

    text: str
    verdicts: tuple[Verdict, ...]

    def over(self, start: int, end: int) -> Verdict:
        """The verdict on text[start:end]: DIFFER where any character differs, MUTE where none was witnessed.

        A span with mute characters agrees only in part, so it counts as MUTE as a whole.
        """
        held = [
            verdict
            for char, verdict in zip(self.text[start:end], self.verdicts[start:end], strict=True)
            if not char.isspace()
        ]
        if Verdict.DIFFER in held:
            return Verdict.DIFFER
        return Verdict.AGREE if held and Verdict.MUTE not in held else Verdict.MUTE

    @property
    def share(self) -> float:
        """Share of the witnessed characters that agree; 0 where nothing was witnessed."""
        agreed = sum(verdict is Verdict.AGREE for verdict in self.verdicts)
        differing = sum(verdict is Verdict.DIFFER for verdict in self.verdicts)
        return agreed / (agreed + differing) if agreed + differing else 0.0


def agreement(
    first: LineReading, witness: LineReading, can_write: Callable[[str], bool] = tesseract_can_write
) -> Agreement:
    """Where the witness says the same as the first reading. Spaces are nobody's witness and are left out."""
    places = [index for index, char in enumerate(first.text) if not char.isspace()]
    said = "".join(first.text[index] for index in places)
    heard = "".join(char for char in witness.text if not char.isspace())
    verdicts = [Verdict.MUTE] * len(first.text)
    for edit in Levenshtein.opcodes(said, heard):
        for offset in range(edit.src_start, edit.src_end):
            if can_write(said[offset]):
                verdicts[places[offset]] = Verdict.AGREE if edit.tag == "equal" else Verdict.DIFFER
        if edit.tag == "insert" and any(can_write(char) for char in heard[edit.dest_start : edit.dest_end]):
            _doubt_neighbours(verdicts, places, edit.src_start)
    return Agreement(first.text, tuple(verdicts))


def _doubt_neighbours(verdicts: list[Verdict], places: list[int], gap: int) -> None:
    """The witness saw something between two characters: neither neighbour is agreed on."""
    for offset in (gap - 1, gap):
        if 0 <= offset < len(places) and verdicts[places[offset]] is Verdict.AGREE:
            verdicts[places[offset]] = Verdict.DIFFER
