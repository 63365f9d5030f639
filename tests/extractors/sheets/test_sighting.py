"""What a photograph shows of sheets before anything is read."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.sheets.sighting import sighted
from samples.bad_photographs import BAD_INPUTS


def test_the_edge_of_curled_paper_is_no_table() -> None:
    stored = cv2.imencode(".jpg", BAD_INPUTS["curled"](), [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    photo = np.asarray(cv2.imdecode(stored, cv2.IMREAD_COLOR), np.uint8)
    seen = sighted(photo)
    assert seen.table is not None and seen.paper is not None
    reach = seen.table.corners.max(axis=0) - seen.table.corners.min(axis=0)
    assert (reach < seen.paper.max(axis=0) - seen.paper.min(axis=0)).all()
