"""A stamp cut out of the page and turned level, its frame, rules and leader dots taken off."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components, Mask, components_of
from extractors.preparation.colour import PALE, chroma_of
from extractors.preparation.levels import ink_mask
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage
from extractors.zones.frames import Frame
from models.geometry import Box

Matrix = NDArray[np.float64]

PAPER = 255
BESIDE = 2.0  # letter heights beside the frame: pens run over it, and a printed line that goes on shows there
AROUND = 0.4  # letter heights above and below it
FLAT = 0.3  # of a letter's height: leader dots, and rules that fell into dashes
FEWEST_DOTS = 5
LARGER_STOP = 1.35  # of a leader dot's height
EMBLEM = 4.0  # letter heights each way: nothing that is written or stamped into a stamp is one stroke so large


@dataclass(frozen=True)
class LevelStamp:
    """`gray` shows the stamp level; `to_page` (2x3) leads back; the frame is x0..x1 in this picture.

    `tinted` is 1 where its ink is coloured, if only a little; None on a page without coloured ink.
    """

    gray: GrayImage
    found: Components
    to_page: Matrix
    page_shape: tuple[int, int]
    x0: float
    x1: float
    body: float
    tinted: Mask | None = None

    def tinted_share(self, box: Box) -> float:
        """How much of the ink in a box of this picture is coloured."""
        held = clipped(box, (self.gray.shape[0], self.gray.shape[1]))
        part = np.s_[held.y0 : held.y1, held.x0 : held.x1]
        ink = self.found.labels[part] > 0
        return float((self.tinted[part] > 0)[ink].mean()) if self.tinted is not None and ink.any() else 0.0

    def on_page(self, box: Box) -> Box:
        """The upright box on the page around a box of this picture."""
        corners = np.array([[x, y, 1] for x in (box.x0, box.x1) for y in (box.y0, box.y1)], np.float64)
        placed = corners @ self.to_page.T
        return clipped(Box.from_list((*placed.min(axis=0).tolist(), *placed.max(axis=0).tolist())), self.page_shape)


def level_stamp(page: PreparedPage, frame: Frame) -> LevelStamp:
    """The frame's content, level and cleaned."""
    body = page.body
    to_page, size = _turn(frame, BESIDE * body, AROUND * body)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    gray = np.asarray(cv2.warpAffine(page.full, to_page, size, flags=flags, borderValue=PAPER), np.uint8)
    tinted = None
    if page.coloured is not None:
        colour = cv2.warpAffine(page.colour, to_page, size, flags=flags, borderValue=(PAPER, PAPER, PAPER))
        tinted = np.asarray(chroma_of(np.asarray(colour, np.uint8)) > PALE, np.uint8)
        if not page.was_flattened:
            # Red and light blue are pale in grey; in the channel that they are darkest in they stand out like print.
            gray = np.asarray(np.minimum(gray, colour.min(axis=2)), np.uint8)
    gray = _without_marks(gray, _rules(ink_mask(gray, page.contrast), body))
    found = components_of(ink_mask(gray, page.contrast))
    unwanted = _leaders(found, body) | ((found.width > EMBLEM * body) & (found.height > EMBLEM * body))
    if unwanted.any():
        taken = np.zeros(len(found) + 1, np.uint8)
        taken[1:][unwanted] = 1
        gray = _without_marks(gray, taken[found.labels])
        found = components_of(ink_mask(gray, page.contrast))
    return LevelStamp(gray, found, to_page, page.shape, BESIDE * body, BESIDE * body + frame.width, body, tinted)


def clipped(box: Box, shape: tuple[int, int]) -> Box:
    return Box(max(0, box.x0), max(0, box.y0), min(shape[1], box.x1), min(shape[0], box.y1))


def _turn(frame: Frame, beside: float, around: float) -> tuple[Matrix, tuple[int, int]]:
    """The 2x3 matrix from the level picture to the page, and the picture's size (width, height)."""
    turn = np.deg2rad(frame.angle)
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    wide, high = frame.width / 2 + beside, frame.height / 2 + around
    origin_x = frame.centre[0] - wide * cosine + high * sine
    origin_y = frame.centre[1] - wide * sine - high * cosine
    to_page = np.array([[cosine, -sine, origin_x], [sine, cosine, origin_y]], np.float64)
    return to_page, (max(8, round(2 * wide)), max(8, round(2 * high)))


def _rules(ink: Mask, body: float) -> Mask:
    """Straight strokes longer than any letter's: the frame, and rules inside it."""
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(3.5 * body)), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(3 * body), 1), np.uint8))
    return np.asarray(cv2.bitwise_or(level, upright), np.uint8)


def _leaders(found: Components, body: float) -> NDArray[np.bool_]:
    """The dots and dashes of leaders: flat, many on one height, away from letters: a stop beside a digit stays."""
    flat = (found.height < FLAT * body) & ~_beside_letters(found, body)
    leaders = np.zeros(len(found), bool)
    order = np.flatnonzero(flat)[np.argsort(found.centre_y[flat])]
    heights = found.centre_y[order]
    for index in range(len(order)):
        band = order[(heights >= heights[index]) & (heights < heights[index] + 0.2 * body)]
        if len(band) >= FEWEST_DOTS or found.width[band].sum() > 3 * body:
            usual = float(np.median(found.height[band]))
            leaders[band[found.height[band] <= max(usual + 1, LARGER_STOP * usual)]] = True
    return leaders


def _beside_letters(found: Components, body: float) -> NDArray[np.bool_]:
    """True for what stands on the height of a letter and touches it, or nearly: a stop, a piece of a worn letter."""
    beside = np.zeros(len(found), bool)
    tall = (found.height >= 0.5 * body) & (found.height < 3 * body) & (found.width < 3 * body)
    for index in np.flatnonzero(tall).tolist():
        x, y = int(found.x[index]), int(found.y[index])
        near = (found.centre_x > x - 0.3 * body) & (found.centre_x < x + int(found.width[index]) + 0.3 * body)
        near &= (found.centre_y > y - 0.1 * body) & (found.centre_y < y + int(found.height[index]) + 0.1 * body)
        beside |= near
    return beside


def _without_marks(gray: GrayImage, marks: Mask) -> GrayImage:
    """The picture with the marks and their soft edge made paper."""
    edge = cv2.dilate(marks, np.ones((3, 3), np.uint8))
    return np.asarray(np.where(edge > 0, np.uint8(PAPER), gray), np.uint8)
