"""A screenshot of a posted activity, and a small drawn picture of the activity itself."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from samples.page import Colour, Page
from samples.typography import Style, sarabun, wrap

SKIN: tuple[Colour, ...] = ((222, 180, 146), (198, 152, 116), (174, 128, 96))
SHIRTS: tuple[Colour, ...] = (
    (58, 104, 176),
    (226, 178, 46),
    (196, 78, 82),
    (92, 152, 98),
    (148, 110, 176),
    (236, 236, 230),
)


@dataclass(frozen=True)
class Post:
    """A post as the screen shows it."""

    heading: str
    author: str
    when: str
    body: str
    counts: str
    clock: str


def draw_scene(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """People sitting before a speaker under a roof: flat shapes, no likeness of anybody, no lettering."""
    wide, high = size
    image = Image.new("RGB", size, (206, 226, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, high * 0.55, wide, high), fill=(176, 160, 132))
    draw.rectangle((wide * 0.06, high * 0.16, wide * 0.94, high * 0.6), fill=(240, 234, 220))
    draw.polygon([(0, high * 0.2), (wide / 2, high * 0.02), (wide, high * 0.2)], fill=(148, 74, 52))
    draw.rectangle(
        (wide * 0.3, high * 0.24, wide * 0.7, high * 0.42), fill=(232, 240, 250), outline=(70, 90, 130), width=4
    )
    for bar in range(4):
        top = high * (0.27 + bar * 0.035)
        draw.rectangle((wide * 0.34, top, wide * (0.44 + 0.06 * (bar % 3)), top + high * 0.012), fill=(90, 130, 190))
    _person(draw, (wide * 0.8, high * 0.4), high * 0.2, rng)
    for row in range(3):
        count = 6 + row
        for seat in range(count):
            x = wide * (0.08 + 0.86 * (seat + 0.5 * (row % 2)) / count) + rng.uniform(-6, 6)
            _person(draw, (x, high * (0.56 + row * 0.13)), high * (0.14 + 0.03 * row), rng)
    return image


def _person(draw: ImageDraw.ImageDraw, head: tuple[float, float], height: float, rng: random.Random) -> None:
    x, y = head
    radius = height * 0.2
    shirt = rng.choice(SHIRTS)
    draw.rounded_rectangle((x - radius * 1.7, y + radius, x + radius * 1.7, y + height), radius, fill=shirt)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=rng.choice(SKIN))
    draw.pieslice((x - radius, y - radius * 1.08, x + radius, y + radius), 180, 360, fill=(42, 34, 32))


def draw_screenshot(post: Post, rng: random.Random) -> Page:
    """A telephone's screen of 1080 x 2100 pixels."""
    page = Page((1080, 2100))
    draw, style = page.draw, Style(sarabun(), 42)
    grey: Colour = (104, 108, 116)
    page.write(56, 62, post.clock, style.sized(34).heavy())
    draw.rounded_rectangle((960, 34, 1030, 66), 8, outline=(30, 30, 30), width=4)
    draw.rectangle((966, 40, 1010, 60), fill=(30, 30, 30))
    draw.rectangle((0, 96, 1080, 226), fill=(24, 88, 160))
    page.write_centred(540, 180, post.heading, style.sized(54).heavy(), colour=(255, 255, 255))
    draw.ellipse((48, 276, 168, 396), fill=(214, 162, 84))
    draw.ellipse((86, 298, 130, 342), fill=(255, 246, 232))
    draw.pieslice((64, 346, 152, 434), 180, 360, fill=(255, 246, 232))
    page.write(196, 326, post.author, style.heavy())
    page.write(196, 384, post.when, style.sized(34), colour=grey)
    y = 476.0
    for line in wrap(post.body, style, 984):
        page.write(48, y, line, style)
        y += 68
    page.image.paste(draw_scene((1080, 760), rng), (0, round(y - 20)))
    y += 810
    page.write(48, y, post.counts, style.sized(36), colour=grey)
    draw.line((0, y + 36, 1080, y + 36), fill=(214, 216, 220), width=3)
    for number, label in enumerate(("ถูกใจ", "ความเห็น", "แบ่งปัน")):
        page.write_centred(180 + number * 360, y + 104, label, style.sized(38), colour=grey)
    draw.rectangle((0, 2040, 1080, 2100), fill=(246, 246, 248))
    draw.rounded_rectangle((390, 2066, 690, 2078), 6, fill=(30, 30, 30))
    return page


def draw_activity(size: tuple[int, int], rng: random.Random) -> Page:
    """The picture of the activity, as a page without anything to read."""
    page = Page(size)
    page.image.paste(draw_scene(size, rng), (0, 0))
    return page
