"""Where in a text, and where on a page, a folded string stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.repository.folding import fold
from models.geometry import Box
from models.page import Line

AROUND = 60  # characters shown before and behind a hit
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text; `hit` is what was looked for, "" where its place could not be told."""

    before: str
    hit: str
    after: str


def snippet_of(text: str, needles: Sequence[str]) -> Snippet:
    """The first hit with some words around it, on one line."""
    spans = spans_of(text, needles)
    if not spans:
        return Snippet(_flat(text[: 2 * AROUND]), "", "")
    start, end = spans[0]
    left = ELLIPSIS if start > AROUND else ""
    right = ELLIPSIS if end + AROUND < len(text) else ""
    return Snippet(
        left + _flat(text[max(0, start - AROUND) : start]),
        _flat(text[start:end]),
        _flat(text[end : end + AROUND]) + right,
    )


def spans_of(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches (start, end) that fold to one of the needles; empty where letters fold into one another."""
    pieces = _pieces(text)
    folded = "".join(piece for _, piece in pieces)
    if folded != fold(text):
        return []
    origin = [place for place, piece in pieces for _ in piece]
    found: list[tuple[int, int]] = []
    for needle in needles:
        at = folded.find(needle)
        while at >= 0:
            last = at + len(needle) - 1
            found.append((origin[at][0], origin[last][1]))
            at = folded.find(needle, last + 1)
    return sorted(found)


def boxes_of(lines: Sequence[Line], needles: Sequence[str]) -> list[Box]:
    """The lines of a page in which one of the needles stands; each of those over which it runs."""
    shown = [line for line in lines if line.printed_text]
    text, owners = "", []
    for line in shown:
        piece = line.printed_text + "\n"
        text += piece
        owners += [line] * len(piece)
    held: dict[int, Box] = {}
    for start, end in spans_of(text, needles):
        for line in owners[start:end]:
            held[id(line)] = line.box
    return list(held.values())


def _pieces(text: str) -> list[tuple[tuple[int, int], str]]:
    """Each letter with the marks on it, (start, end) in the text, and what it folds to."""
    starts = [at for at, char in enumerate(text) if at == 0 or not _joins(char)]
    ends = [*starts[1:], len(text)]
    return [((start, end), fold(text[start:end])) for start, end in zip(starts, ends, strict=True)]


def _joins(char: str) -> bool:
    """Whether the character stands on the one before it: Thai marks have no combining class of their own."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me") or unicodedata.combining(char) != 0


def _flat(text: str) -> str:
    """On one line; a space at either end stays one."""
    return " ".join(text.replace("\n", " ").split(" "))
