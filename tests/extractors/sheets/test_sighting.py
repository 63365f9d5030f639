"""What a photograph shows of sheets before anything is read."""

from __future__ import annotations

from extractors.sheets.sighting import sighted
from samples.bad_photographs import BAD_INPUTS


def test_the_edge_of_curled_paper_is_no_table() -> None:
    photo = BAD_INPUTS["curled"]()
    seen = sighted(photo)
    assert seen.table is not None and seen.paper is not None
    reach = seen.table.corners.max(axis=0) - seen.table.corners.min(axis=0)
    assert (reach < seen.paper.max(axis=0) - seen.paper.min(axis=0)).all()
