"""Received stamps: a rubber box in coloured ink, a little tilted, with what the clerk wrote into it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, time

import cv2
import numpy as np
from PIL import Image, ImageDraw

from samples.page import Box, Colour, Page, Piece
from samples.pen import Pen
from samples.typography import THAI_MONTHS_SHORT, Style, px, thai_digits

RED: Colour = (196, 30, 44)
BLUE: Colour = (36, 62, 168)
VIOLET: Colour = (104, 48, 150)


@dataclass(frozen=True)
class ReceivedStamp:
    """What a received stamp says. `thai` = its numbers are in Thai digits; `machine` = stamped, not written by pen."""

    office: str
    number: str | None
    day: date | None
    at: time | None = None
    label: str = "เลขรับ"
    colour: Colour = BLUE
    thai: bool = False
    machine: bool = False
    tilt_degrees: float = 2.0

    def written(self) -> dict[str, str]:
        """The three values as they stand in the stamp; a value left blank is an empty string."""
        digits = thai_digits if self.thai else str
        day = f"{self.day.day} {THAI_MONTHS_SHORT[self.day.month - 1]} {self.day.year + 543}" if self.day else ""
        return {
            self.label: digits(self.number or ""),
            "วันที่": digits(day),
            "เวลา": digits(f"{self.at.hour:02d}.{self.at.minute:02d}") if self.at else "",
        }


def draw_stamp(page: Page, corner: tuple[float, float], stamp: ReceivedStamp, style: Style, pen: Pen) -> None:
    """Lay the stamp with its upper left corner near `corner` (pixels)."""
    rng = pen.rng
    width, height, pad = px(58), px(29), px(6)
    heading = style.sized(42).heavy()
    width = max(width, round(heading.width(stamp.office)) + px(6))
    layer = Image.new("RGBA", (width + 2 * pad, height + 2 * pad), (*stamp.colour, 0))
    draw, opaque = ImageDraw.Draw(layer), (*stamp.colour, 255)
    draw.rectangle((pad, pad, pad + width, pad + height), outline=opaque, width=5)
    lines: list[tuple[str, Box, str]] = []
    x = pad + (width - heading.width(stamp.office)) / 2
    draw.text((x, pad + px(6.3)), stamp.office, font=heading.font, fill=opaque, anchor="ls")
    lines.append((stamp.office, _text_box(x, pad + px(6.3), stamp.office, heading), ""))
    pens = Image.new("RGBA", layer.size, (*pen.colour, 0))
    written: list[tuple[str, Box, str]] = []
    fields = {stamp.label: "stamp_number", "วันที่": "stamp_date"}
    for row, (label, value) in enumerate(stamp.written().items()):
        baseline = pad + px(13.2 + 6.9 * row)
        left, right = pad + px(3), pad + width - px(4 if label != "เวลา" else 9)
        body = style.sized(40)
        draw.text((left, baseline), label, font=body.font, fill=opaque, anchor="ls")
        start = left + body.width(label) + 10
        for dot in range(round(start), round(right), 13):
            draw.ellipse((dot, baseline - 2, dot + 4, baseline + 2), fill=opaque)
        if label == "เวลา":
            draw.text((right + 12, baseline), "น.", font=body.font, fill=opaque, anchor="ls")
        if not value:
            written.append((label, _text_box(left, baseline, label, body), ""))
            continue
        if stamp.machine:
            bold = style.sized(46).heavy()
            at = start + (right - start - bold.width(value)) / 2
            draw.text((at, baseline - 5), value, font=bold.font, fill=opaque, anchor="ls")
        else:
            mask, origin, box = pen.mask(value, 38)
            at = start + rng.uniform(0.1, 0.5) * max(0.0, right - start - (box[2] - box[0]))
            ink = Image.new("RGBA", (mask.shape[1], mask.shape[0]), (*pen.colour, 0))
            ink.putalpha(Image.fromarray((mask * 0.93).astype(np.uint8)))
            pens.alpha_composite(ink, (max(0, round(at - origin[0])), max(0, round(baseline - 6 - origin[1]))))
        full = f"{label} {value}" + (" น." if label == "เวลา" else "")
        by_pen = "" if stamp.machine else fields.get(label, "")
        written.append((full, (left, baseline - 45, right, baseline + 12), by_pen))
    rubber = _uneven(layer, rng)
    for inked in (rubber, pens):
        turned = inked.rotate(stamp.tilt_degrees, resample=Image.Resampling.BICUBIC, expand=True)
        page.lay(turned, (round(corner[0]), round(corner[1])))
    turned_size = rubber.rotate(stamp.tilt_degrees, expand=True).size
    for text, box, by_pen in lines + written:
        placed = _turned(box, stamp.tilt_degrees, layer.size, turned_size, corner)
        page.pieces.append(Piece(text, placed, placed[3], "stamp", pen_field=by_pen))


def stamp_name(page: Page, centre: float, baseline: float, lines: list[str], style: Style, colour: Colour) -> None:
    """A rubber stamp of an officer's name and position, as routing officers use under their signatures."""
    for number, line in enumerate(lines):
        page.write(centre - style.width(line) / 2, baseline + number * 60, line, style, colour=colour, kind="stamp")


def _uneven(layer: Image.Image, rng: random.Random) -> Image.Image:
    """Ink that took badly in places: alpha varies slowly over the rubber, with a few dry specks."""
    noise = np.random.default_rng(rng.getrandbits(32))
    pixels = np.array(layer)
    rows, columns = pixels.shape[:2]
    slow = cv2.resize(
        noise.uniform(0.55, 1.0, (5, 9)).astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC
    )
    specks = cv2.GaussianBlur(noise.random((rows, columns)).astype(np.float32), (0, 0), 1.2)
    pixels[..., 3] = (pixels[..., 3] * np.clip(slow, 0, 1) * np.where(specks > 0.34, 0.96, 0.35)).astype(np.uint8)
    return Image.fromarray(pixels)


def _text_box(x: float, baseline: float, text: str, style: Style) -> Box:
    left, top, right, bottom = style.font.getbbox(text, anchor="ls")
    return (x + left, baseline + top, x + right, baseline + bottom)


def _turned(
    box: Box, degrees: float, size: tuple[int, int], turned: tuple[int, int], corner: tuple[float, float]
) -> Box:
    """The box around `box` after its layer was turned counter-clockwise about its middle and laid at `corner`."""
    angle = math.radians(degrees)
    points = []
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            dx, dy = x - size[0] / 2, y - size[1] / 2
            points.append((
                turned[0] / 2 + dx * math.cos(angle) + dy * math.sin(angle) + corner[0],
                turned[1] / 2 - dx * math.sin(angle) + dy * math.cos(angle) + corner[1],
            ))  # fmt: skip
    return (
        min(x for x, _ in points), min(y for _, y in points),
        max(x for x, _ in points), max(y for _, y in points),
    )  # fmt: skip
