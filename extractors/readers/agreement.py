"""What two readings of one line agree on, character by character.

Agreement is what raises a value; but a witness that cannot write a character cannot speak about it (Tesseract's Thai
model lacks ๔ ๖ ๗ ๘ ๙, writes another digit instead, fluently, and lacks all Latin letters), and one that is not sure
what it sees neither agrees nor contradicts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Levenshtein

from extractors.thai.digits import THAI
from models.page import LineReading

# Two readers can take the same speck for the same tone mark: for sure, the first must be sure of each glyph by itself.
SURE_GLYPH: Final = 0.9
# Below this a witness holds something else for as likely: it saw the character badly and is silent about it.
LEAST_CERTAIN: Final = 0.6


class Verdict(StrEnum):
    AGREE = "agree"
    DIFFER = "differ"
    MUTE = "mute"  # the witness cannot write this character, or saw it badly, so it says nothing


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
    heard = [(char, certainty) for char, certainty in _certainties(witness) if not char.isspace()]
    verdicts = [Verdict.MUTE] * len(first.text)
    for edit in Levenshtein.opcodes(said, "".join(char for char, _ in heard)):
        certain = all(certainty >= LEAST_CERTAIN for _, certainty in heard[edit.dest_start : edit.dest_end])
        for offset in range(edit.src_start, edit.src_end):
            if not can_write(said[offset]):
                continue
            if edit.tag == "equal":
                at = edit.dest_start + offset - edit.src_start
                verdicts[places[offset]] = Verdict.AGREE if heard[at][1] >= LEAST_CERTAIN else Verdict.MUTE
            elif certain:
                verdicts[places[offset]] = Verdict.DIFFER
        if edit.tag == "insert" and certain and any(can_write(c) for c, _ in heard[edit.dest_start : edit.dest_end]):
            _doubt_neighbours(verdicts, places, edit.src_start)
    return Agreement(first.text, tuple(verdicts))


def _certainties(reading: LineReading) -> list[tuple[str, float]]:
    """Each character of the text with how sure the reader was of it; 1 where it does not say."""
    glyphs = reading.glyphs
    if len(glyphs) != len(reading.text):
        return [(char, 1.0) for char in reading.text]
    return [(char, glyph.confidence) for char, glyph in zip(reading.text, glyphs, strict=True)]


def _doubt_neighbours(verdicts: list[Verdict], places: list[int], gap: int) -> None:
    """The witness saw something between two characters: neither neighbour is agreed on."""
    for offset in (gap - 1, gap):
        if 0 <= offset < len(places) and verdicts[places[offset]] is Verdict.AGREE:
            verdicts[places[offset]] = Verdict.DIFFER
