"""A PDF's text layer: its lines, and whether they can be believed.

A Thai text layer must earn trust: fonts put marks on private-use codes, writers put spaces between marks or vowels
out of order, and a scan carries the text of whatever OCR ran over it before.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading

READER_NAME = "text-layer"
MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")  # drawn above or below their consonant
TONES = frozenset("่้๊๋์")

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
UNMAPPED = re.compile(r"\(cid:\d+\)|\ufffd")
SPACED_MARK = re.compile("[ \u00a0][ัิีึืุู็่้๊๋์ํ]")
OUT_OF_ORDER = re.compile("[่้๊๋][ัิีึืุู]|[เแโใไ](?=[ัิีึืุู็่้๊๋์ะา]|$)|^[ะาำัิีึืุู็่้๊๋์]")
THAI_RUN = re.compile("[ก-๎]{2,}")

# Shares of Thai characters; a clean layer of a word processor has none, and one broken mark in fifty spoils names.
MAX_BROKEN_SHARE = 0.02
MIN_WORD_SHARE = 0.6  # of Thai letters inside dictionary words; names and abbreviations take the rest


@dataclass(frozen=True, slots=True)
class Char:
    """A character of the layer, in pixels of the rendered page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float


@dataclass(frozen=True)
class TextLayer:
    """`doubts` are codes for why the layer is not believed; it is trusted where there are none."""

    lines: tuple[Line, ...] = ()
    doubts: tuple[str, ...] = ()
    word_share: float = field(default=0.0)

    @property
    def is_trusted(self) -> bool:
        return not self.doubts and bool(self.lines)


def text_layer_of(chars: Sequence[Char], *, over_scan: bool, invisible: bool) -> TextLayer:
    """The layer's lines with every doubt about them."""
    doubts = []
    if over_scan:
        doubts.append("text_layer.over_scan")
    if invisible:
        doubts.append("text_layer.invisible")
    lines = layer_lines(chars)
    text = "\n".join(line.text for line in lines)
    share = word_share(text)
    return TextLayer(lines, (*doubts, *text_doubts(text, share)) if text else tuple(doubts), share)


def text_doubts(text: str, share: float) -> tuple[str, ...]:
    """Codes for what is broken in the text itself."""
    thai = sum("ก" <= char <= "๛" for char in text)
    found = []
    if PRIVATE_USE.search(text):
        found.append("text_layer.private_use")
    if UNMAPPED.search(text):
        found.append("text_layer.unmapped")
    if len(SPACED_MARK.findall(text)) > MAX_BROKEN_SHARE * thai:
        found.append("text_layer.spaced_marks")
    if len(OUT_OF_ORDER.findall(text)) > MAX_BROKEN_SHARE * thai:
        found.append("text_layer.out_of_order")
    if thai >= 40 and share < MIN_WORD_SHARE:
        found.append("text_layer.no_words")
    return tuple(found)


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    from pythainlp.corpus import thai_words  # 62,000 words: loaded when first asked, not at start

    return frozenset(thai_words())


def word_share(text: str) -> float:
    """Share of the text's Thai letters that stand inside dictionary words of two letters or more, 0..1."""
    from pythainlp.tokenize import word_tokenize

    held = total = 0
    words = _dictionary()
    for run in THAI_RUN.findall(text):
        total += len(run)
        held += sum(len(word) for word in word_tokenize(run, engine="newmm") if len(word) > 1 and word in words)
    return held / total if total else 0.0


def layer_lines(chars: Sequence[Char]) -> tuple[Line, ...]:
    """Lines top to bottom, left to right within a row; a wide gap within a row parts two lines."""
    clusters = _clusters(chars)
    rows: list[list[list[Char]]] = []
    for cluster in sorted(clusters, key=lambda found: found[0].baseline):
        base = cluster[0]
        for row in rows[-4:]:
            if abs(statistics.median(c[0].baseline for c in row) - base.baseline) < 0.3 * base.size:
                row.append(cluster)
                break
        else:
            rows.append([cluster])
    return tuple(line for row in rows for line in _row_lines(row))


def _clusters(chars: Sequence[Char]) -> list[list[Char]]:
    """Consonants with the marks that follow them in the stream: a mark has no place of its own."""
    clusters: list[list[Char]] = []
    for char in chars:
        if char.text in MARKS and clusters and abs(clusters[-1][0].baseline - char.baseline) < char.size:
            clusters[-1].append(char)
        elif char.text.strip():
            clusters.append([char])
    return clusters


GAP_OF_TWO_LINES = 3.0  # in font sizes: a letter's head has its number left and its agency right on one row


def _row_lines(row: list[list[Char]]) -> Iterable[Line]:
    row.sort(key=lambda cluster: cluster[0].x0)
    piece: list[list[Char]] = []
    for cluster in row:
        if piece and cluster[0].x0 - piece[-1][0].x1 > GAP_OF_TWO_LINES * cluster[0].size:
            yield _line(piece)
            piece = []
        piece.append(cluster)
    if piece:
        yield _line(piece)


def _line(clusters: list[list[Char]]) -> Line:
    box = Box.from_list(
        (
            min(char.x0 for cluster in clusters for char in cluster),
            min(char.top for cluster in clusters for char in cluster),
            max(char.x1 for cluster in clusters for char in cluster),
            max(char.bottom for cluster in clusters for char in cluster),
        )
    )
    glyphs: list[Glyph] = []
    end: float | None = None
    for cluster in clusters:
        if end is not None and cluster[0].x0 - end > 0.15 * cluster[0].size:
            glyphs.append(Glyph(" ", 1.0, end - box.x0, cluster[0].x0 - box.x0))
        ordered = cluster[:1] + sorted(cluster[1:], key=lambda char: char.text in TONES)
        glyphs += [Glyph(char.text, 1.0, char.x0 - box.x0, char.x1 - box.x0) for char in ordered]
        end = max(char.x1 for char in cluster)
    glyphs = _with_sara_am(glyphs)
    text = "".join(glyph.char for glyph in glyphs)
    return Line(box, Ink.PRINT, (LineReading(text, 1.0, READER_NAME, tuple(glyphs)),))


def _with_sara_am(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs with nikhahit and aa as the one letter ำ, after a tone that stands between them."""
    merged: list[Glyph] = []
    for glyph in glyphs:
        before = [place for place in (len(merged) - 1, len(merged) - 2) if place >= 0 and merged[place].char == "ํ"]
        if glyph.char == "า" and before and all(one.char in TONES for one in merged[before[0] + 1 :]):
            nikhahit = merged.pop(before[0])
            merged.append(Glyph("ำ", glyph.confidence, nikhahit.x0, glyph.x1))
        else:
            merged.append(glyph)
    return merged


def normal_sara_am(text: str) -> str:
    """ำ written as one letter: nikhahit and aa, with a tone between or before them, are the same sign."""
    return re.sub("([่้๊๋])?ํ([่้๊๋])?า", lambda found: (found[1] or found[2] or "") + "ำ", text)
