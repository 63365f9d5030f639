"""Frames of stamps: found upright, tilted and worn; tables and underlines are none."""

from __future__ import annotations

import pytest
from PIL import ImageDraw

from extractors.lines.components import components_of
from extractors.preparation.prepared import prepared
from extractors.zones.frames import Frame, find_frames, may_hold_table, straight_pieces
from tests.extractors.drawing import DrawnPage, letter, turned


def frames_of(drawn: DrawnPage, degrees: float = 0.0) -> list[Frame]:
    page = prepared(turned(drawn.pixels, degrees))
    assert page is not None
    return find_frames(straight_pieces(components_of(page.ink), page.body), page.body, page.shape)


@pytest.mark.parametrize("degrees", [0.0, -6.0, 4.0])
def test_a_frame_is_found_with_its_tilt(degrees: float) -> None:
    (frame,) = frames_of(letter().frame(1100, 100, 1540, 320), degrees)
    assert frame.width == pytest.approx(440, abs=15)
    assert frame.height == pytest.approx(220, abs=15)
    assert frame.angle == pytest.approx(-degrees, abs=0.8)


def test_a_frame_with_one_side_missing_is_still_one() -> None:
    drawn = letter().frame(1100, 100, 1540, 320)
    ImageDraw.Draw(drawn.image).rectangle((1090, 110, 1110, 310), fill="white")
    (frame,) = frames_of(drawn)
    assert frame.box().x0 == pytest.approx(1100, abs=12)


def test_underlines_and_rules_are_no_frames() -> None:
    assert frames_of(letter().rule(240, 800, 625).rule(240, 1500, 2100)) == []


def test_a_table_is_no_frame_but_may_be_a_table() -> None:
    drawn = letter()
    for y in (1450, 1520, 1590, 1660):
        drawn.rule(240, 1500, y)
    for x in (240, 700, 1500):
        drawn.frame(x, 1450, x, 1660)
    page = prepared(drawn.pixels)
    assert page is not None
    pieces = straight_pieces(components_of(page.ink), page.body)
    assert may_hold_table(pieces, page.shape)
    assert not may_hold_table(straight_pieces(components_of(page.ink * 0), page.body), page.shape)


def test_a_point_is_inside_by_the_frames_own_axes() -> None:
    frame = Frame((100.0, 100.0), 80.0, 40.0, 45.0)
    assert frame.holds(120.0, 120.0)
    assert not frame.holds(120.0, 80.0)
