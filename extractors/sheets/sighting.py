"""What a photograph shows of sheets before anything is read: tables by their outer rules, the paper around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.paper_outline import Points, find_paper, ordered
from extractors.sheets.rule_lines import soft_ink

SIGHTED_LONG_SIDE = 1500  # pixels of the copy in which tables are looked for
LEAST_TABLE_AREA = 0.05  # of the photograph
LEAST_ROLLED_AREA = 0.2  # of the photograph: smaller pieces of ink are emblems and notes


@dataclass(frozen=True)
class SightedTable:
    """A table's outer edge (n, 2), straight or bent, and its four corners; in pixels of the photograph."""

    rim: Points
    corners: Points


@dataclass(frozen=True)
class Sighting:
    """The tables of a photograph, the largest first, three at most; the corners of the paper, None where unseen.

    `is_rolled`: rules of a table lie on the paper, and no quadrangle holds them.
    """

    tables: tuple[SightedTable, ...]
    paper: Points | None
    is_rolled: bool = False

    @property
    def table(self) -> SightedTable | None:
        """The largest."""
        return self.tables[0] if self.tables else None


def sighted(photo: ColourImage) -> Sighting:
    """What there is of sheets in a photograph (height, width, 3)."""
    rims = list(_table_rims(photo))
    tables = tuple(SightedTable(rim, corners) for rim in rims if (corners := _four_corners(rim)) is not None)
    tables = tuple(table for table in tables if not any(_holds(table, other) for other in tables if other is not table))
    paper = find_paper(photo, must_hold=tables[0].corners if tables else None)
    spread = max((float(np.prod(np.ptp(rim, axis=0))) for rim in rims), default=0.0)
    is_rolled = paper is not None and not tables and spread > LEAST_ROLLED_AREA * photo.shape[0] * photo.shape[1]
    return Sighting(tables, paper, is_rolled)


def _holds(table: SightedTable, other: SightedTable) -> bool:
    """True where another table lies within its reach: the outer rim is the edge of the paper on a darker ground."""
    low, high = table.rim.min(axis=0), table.rim.max(axis=0)
    return bool(((other.corners > low) & (other.corners < high)).all())


def _table_rims(photo: ColourImage) -> Iterator[Points]:
    """The outer edge (n, 2) of each of the largest pieces of ink that may be a table's rules, straight or bent."""
    factor = min(1.0, SIGHTED_LONG_SIDE / max(photo.shape[:2]))
    gray: GrayImage = np.asarray(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), np.uint8)
    gray = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    ink = cv2.dilate((soft_ink(gray) > 0.4).astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for label in np.argsort(-(stats[1:count, 2] * stats[1:count, 3]))[:3] + 1:
        x, y, width, height, area = (int(value) for value in stats[label])
        if width * height < LEAST_TABLE_AREA * gray.size or area > 0.4 * width * height:
            continue
        margin = 0.01 * SIGHTED_LONG_SIDE
        if min(x, y, gray.shape[1] - x - width, gray.shape[0] - y - height) < margin:
            continue  # the cloth or the table it lies on
        part = (labels[y : y + height, x : x + width] == label).astype(np.uint8)
        rims, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        rim = max(rims, key=len).reshape(-1, 2).astype(np.float32)
        yield np.asarray((rim + np.array([x, y], np.float32)) / factor, np.float32)


def _four_corners(rim: Points) -> Points | None:
    """The corners of the quadrangle that the hull of a rim is; None where it is none."""
    hull = cv2.convexHull(rim)
    for share in (0.01, 0.02, 0.03, 0.05):
        rough = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(rough) == 4 and cv2.contourArea(rough) > 0.93 * cv2.contourArea(hull):
            return np.asarray(ordered(rough.reshape(-1, 2).astype(np.float32)), np.float32)
    return None
