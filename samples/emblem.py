"""Invented marks of authority: a winged emblem of strokes and a round office seal. Neither copies a state emblem."""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import Image, ImageDraw

from samples.page import Colour, Page
from samples.typography import Style

_SCALE = 4


@lru_cache(maxsize=8)
def _emblem(height: int) -> Image.Image:
    """A bird of plain strokes, `height` pixels high: crest, body, two fans of feathers, a forked tail."""
    side = height * _SCALE
    mask = Image.new("L", (side, side), 0)
    draw, unit, middle = ImageDraw.Draw(mask), side / 100, side / 2

    def line(points: list[tuple[float, float]], width: float) -> None:
        for mirrored in (1, -1):
            path = [(middle + mirrored * x * unit, y * unit) for x, y in points]
            draw.line(path, fill=255, width=round(width * unit), joint="curve")

    for feather in range(8):
        angle = math.radians(-18 + feather * 13)
        reach = 39 - abs(feather - 2) * 2.4
        bend = [
            (8 + t * reach * math.cos(angle), 40 - t * reach * math.sin(angle) - 9 * t * (1 - t)) for t in (0, 0.5, 1)
        ]
        line([(x, min(97.0, y + feather * 1.2)) for x, y in bend], 2.7)
        tip = bend[-1]
        draw_at = [(middle + side_ * tip[0] * unit, (min(97.0, tip[1] + feather * 1.2)) * unit) for side_ in (1, -1)]
        for x, y in draw_at:
            draw.ellipse((x - 1.9 * unit, y - 1.9 * unit, x + 1.9 * unit, y + 1.9 * unit), fill=255)
    line([(0, 2), (4, 12), (7, 17), (5, 24), (9, 32), (10, 46), (6, 60), (0, 66)], 3.2)
    line([(3, 60), (9, 74), (18, 86), (26, 90)], 3.0)
    line([(1, 64), (4, 80), (10, 97)], 3.0)
    for ring in range(4):
        line([(0, 38 + ring * 6.5), (6.5 - ring * 0.8, 35 + ring * 6.5)], 2.0)
    draw.ellipse((middle - 4 * unit, 17 * unit, middle + 4 * unit, 26 * unit), fill=255)
    draw.polygon([(middle, 0), (middle - 3 * unit, 12 * unit), (middle + 3 * unit, 12 * unit)], fill=255)
    return mask.resize((height, height), Image.Resampling.LANCZOS)


def draw_emblem(page: Page, centre: float, top: float, height: int) -> None:
    mask = _emblem(height)
    page.pictures.append((centre - height / 2, top, centre + height / 2, top + height))
    page.image.paste((16, 16, 18), (round(centre - height / 2), round(top)), mask)


def draw_seal(page: Page, centre: tuple[float, float], radius: float, words: str, style: Style, colour: Colour) -> None:
    """The round seal of a stamped letter: two rings, a small emblem, and the office's name along the ring."""
    size = round(radius * 2 + 20)
    layer = Image.new("RGBA", (size, size), (*colour, 0))
    draw, middle = ImageDraw.Draw(layer), size / 2
    for ring, width in ((radius, 5), (radius * 0.66, 3)):
        draw.ellipse((middle - ring, middle - ring, middle + ring, middle + ring), outline=(*colour, 235), width=width)
    badge = _emblem(round(radius * 0.95))
    layer.paste((*colour, 235), (round(middle - badge.width / 2), round(middle - badge.height / 2)), badge)
    small = style.sized(radius * 0.2)
    spread = min(300.0, len(words) * 13.0)
    for number, letter in enumerate(words.split("|")):
        share = number / max(1, len(words.split("|")) - 1) - 0.5
        glyph = Image.new("RGBA", (90, 90), (*colour, 0))
        ImageDraw.Draw(glyph).text((45, 60), letter, font=small.font, fill=(*colour, 235), anchor="ms")
        turned = glyph.rotate(-share * spread, resample=Image.Resampling.BICUBIC)
        angle = math.radians(share * spread - 90)
        at = (middle + math.cos(angle) * radius * 0.82 - 45, middle + math.sin(angle) * radius * 0.82 - 45)
        layer.alpha_composite(turned, (max(0, round(at[0])), max(0, round(at[1]))))
    page.lay(layer, (round(centre[0] - size / 2), round(centre[1] - size / 2)))
