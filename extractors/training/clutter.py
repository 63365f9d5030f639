"""What stands on a line besides its own text: rules, underlines, neighbouring lines, stamps and strokes of a pen."""

from random import Random

import cv2
import numpy as np

from extractors.training.handwriting import Handwriting
from extractors.training.layout import Drawing, Ink, Typeface, draw_dotted_rule, draw_line
from extractors.training.recipe import Recipe
from extractors.training.strokes import random_stroke
from extractors.training.texts import Texts


def add_clutter(
    rng: Random, drawing: Drawing, recipe: Recipe, type_: Typeface, texts: Texts, hand: Handwriting
) -> None:
    """Draws into the drawing's ink what the recipe asks for."""
    ink, body, baseline = drawing.ink, drawing.body, drawing.baseline
    if rng.random() < recipe.dotted_under:
        end = ink.shape[1] if rng.random() < 0.4 else drawing.x1
        draw_dotted_rule(rng, ink, drawing.x0, end, baseline + body * rng.uniform(-0.12, 0.35), body)
    if rng.random() < recipe.underline:
        _underline(rng, drawing)
    if rng.random() < recipe.rules:
        _table_rules(rng, drawing)
    if rng.random() < recipe.boxes:
        _tick_box(rng, drawing)
    if rng.random() < recipe.neighbours:
        for side in rng.choice([(-1,), (1,), (-1, 1)]):
            _neighbour(rng, drawing, side, type_, texts, hand)
    if rng.random() < recipe.stamp_over:
        _stamp(rng, drawing, type_, texts, hand)
    if rng.random() < recipe.pen_over:
        _pen_strokes(rng, drawing)


def _underline(rng: Random, drawing: Drawing) -> None:
    length = drawing.x1 - drawing.x0
    start = drawing.x0 + length * rng.choice([0.0, 0.0, rng.uniform(0, 0.6)])
    end = start + (drawing.x1 - start) * rng.choice([1.0, 1.0, rng.uniform(0.3, 1)])
    y = drawing.baseline + drawing.body * rng.uniform(0.15, 0.5)
    sag = drawing.body * rng.gauss(0, 0.15) if rng.random() < 0.4 else 0.0  # drawn by hand
    thickness = max(1, round(drawing.body * rng.uniform(0.04, 0.14)))
    cv2.line(drawing.ink, (round(start), round(y)), (round(end), round(y + sag)), 1.0, thickness, cv2.LINE_AA)


def _table_rules(rng: Random, drawing: Drawing) -> None:
    ink, body = drawing.ink, drawing.body
    thickness, shade = max(1, round(body * rng.uniform(0.04, 0.16))), rng.uniform(0.5, 1.0)
    for at in (drawing.x0 - body * rng.uniform(0.15, 1.2), drawing.x1 + body * rng.uniform(0.15, 1.2)):
        if rng.random() < 0.6:
            ink[:, round(at) : round(at) + thickness] = shade
    for above in (True, False):
        if rng.random() < 0.45:
            y = drawing.baseline + (-body * rng.uniform(1.7, 2.8) if above else body * rng.uniform(0.45, 1.3))
            ink[round(y) : round(y) + thickness, :] = shade


def _tick_box(rng: Random, drawing: Drawing) -> None:
    """An empty or ticked box before the text; it is not transcribed."""
    body = drawing.body
    side = round(body * rng.uniform(0.9, 1.5))
    x, y = (
        round(drawing.x0 - side - body * rng.uniform(0.1, 0.6)),
        round(drawing.baseline - side + body * rng.uniform(0, 0.3)),
    )
    thickness = max(1, round(body * rng.uniform(0.05, 0.12)))
    cv2.rectangle(drawing.ink, (x, y), (x + side, y + side), 1.0, thickness)
    if rng.random() < 0.4:
        tick = np.array(
            [[x, y + side // 2], [x + side // 2, y + side], [x + side + side // 2, y - side // 2]], np.int32
        )
        cv2.polylines(drawing.ink, [tick], False, 1.0, thickness, cv2.LINE_AA)


def _neighbour(rng: Random, drawing: Drawing, side: int, type_: Typeface, texts: Texts, hand: Handwriting) -> None:
    """A line above (-1) or below (1), at the pitch of Thai body text, cut off at the canvas."""
    other = draw_line(rng, texts.line(rng.choice(["prose", "phrases", "label", "name"])), type_, hand)
    pitch = side * drawing.body * rng.uniform(2.7, 4.4)
    shift = round(drawing.baseline + pitch - other.baseline)
    offset = rng.randint(-round(6 * drawing.body), round(3 * drawing.body))
    _lay_faint(drawing.ink, other.ink, offset, shift, 1.0)


def _stamp(rng: Random, drawing: Drawing, type_: Typeface, texts: Texts, hand: Handwriting) -> None:
    """Rubber-stamp ink across the line: a tilted text or the frame of the stamp, lighter than the print."""
    shade, body = rng.uniform(0.25, 0.75), drawing.body
    x = rng.uniform(drawing.x0, max(drawing.x0 + 1, drawing.x1 - 4 * body))
    if rng.random() < 0.5:
        other = draw_line(rng, texts.line(rng.choice(["label", "date", "short"])), type_, hand)
        turn = cv2.getRotationMatrix2D((other.x0, other.baseline), rng.uniform(-14, 14), rng.uniform(0.8, 1.2))
        turned = np.asarray(cv2.warpAffine(other.ink, turn, (other.ink.shape[1], other.ink.shape[0])), np.float32)
        y = drawing.baseline + body * rng.choice([-1, 1]) * rng.uniform(0.9, 2.2) - other.baseline
        _lay_faint(drawing.ink, turned, round(x - other.x0), round(y), shade)
        return
    overlay = np.zeros_like(drawing.ink)
    lean, thickness = rng.uniform(-0.25, 0.25), max(1, round(body * rng.uniform(0.06, 0.2)))
    height, width = overlay.shape
    for _ in range(rng.randint(1, 2)):
        if rng.random() < 0.5:
            cv2.line(overlay, (round(x), 0), (round(x + lean * height), height), 1.0, thickness, cv2.LINE_AA)
        else:
            y = drawing.baseline - body * rng.uniform(-0.3, 1.8)
            cv2.line(
                overlay, (0, round(y - lean * x)), (width, round(y + lean * (width - x))), 1.0, thickness, cv2.LINE_AA
            )
        x += body * rng.uniform(2, 10)
    np.maximum(drawing.ink, overlay * shade, out=drawing.ink)


def _pen_strokes(rng: Random, drawing: Drawing) -> None:
    """Part of a signature across the print; the print beneath is still the text."""
    overlay = np.zeros_like(drawing.ink)
    for _ in range(rng.randint(1, 3)):
        start = (rng.uniform(drawing.x0, drawing.x1), drawing.baseline + drawing.body * rng.uniform(-3, 2))
        thickness = max(1, round(drawing.body * rng.uniform(0.06, 0.16)))
        random_stroke(
            rng, overlay, start, drawing.body * rng.uniform(1.5, 5), thickness=thickness, points=rng.randint(3, 7)
        )
    np.maximum(drawing.ink, overlay * rng.uniform(0.4, 1.0), out=drawing.ink)


def _lay_faint(canvas: Ink, ink: Ink, x: int, y: int, shade: float) -> None:
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + ink.shape[1]), min(canvas.shape[0], y + ink.shape[0])
    if x0 < x1 and y0 < y1:
        target = canvas[y0:y1, x0:x1]
        np.maximum(target, ink[y0 - y : y1 - y, x0 - x : x1 - x] * shade, out=target)
