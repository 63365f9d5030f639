"""Which values wait for a person, and the order of doubt."""

from __future__ import annotations

from typing import Any

import pytest

from docproc.doubt import LOW_CONFIDENCE, asked_fields, doubt_of, second_names
from models.status import Doubt

SPOT = [10, 20, 110, 40]


def proof(status: str = "read", confidence: float = 0.97, box: list[int] | None = SPOT, **more: Any) -> dict[str, Any]:
    return {"status": status, "confidence": confidence, "box": box, "page": 1, "printed": "ก", **more}


@pytest.mark.parametrize(
    ("shown", "doubt"),
    [
        (proof("disputed"), Doubt.DISPUTED),
        (proof("unread", 0.0), Doubt.UNREAD),
        (proof("read", LOW_CONFIDENCE - 0.01), Doubt.LOW_CONFIDENCE),
        (proof("read", LOW_CONFIDENCE), Doubt.READ),
        (proof("corroborated", 0.2), None),
        (proof("confirmed"), None),
        (proof("unread", 0.0, None), None),  # not on the page at all: there is nothing to look at
    ],
)
def test_doubt_follows_status_and_confidence(shown: dict[str, Any], doubt: Doubt | None) -> None:
    assert doubt_of("subject", shown) is doubt


@pytest.mark.parametrize(
    ("name", "shown", "doubt"),
    [
        ("rows[3].signed", proof("unread", 0.4), Doubt.UNREAD),
        ("rows[3].signed", proof("read", 0.4), None),  # its reader decided; unsure ones are not read
        ("rows[3].name", proof("read", LOW_CONFIDENCE - 0.01), Doubt.LOW_CONFIDENCE),
        ("rows[3].name", proof("read", 0.99), None),
        ("rows[3].name", proof("unread", 0.0, handwritten=True), Doubt.READ),  # a crop until somebody has time
    ],
)
def test_of_a_sheets_rows_only_unsure_ones_are_asked(name: str, shown: dict[str, Any], doubt: Doubt | None) -> None:
    assert doubt_of(name, shown) is doubt


def test_doubts_are_in_the_order_in_which_people_are_asked() -> None:
    assert sorted(Doubt) == [Doubt.CONTRADICTED, Doubt.DISPUTED, Doubt.UNREAD, Doubt.LOW_CONFIDENCE, Doubt.READ]


def test_each_spot_is_asked_once() -> None:
    evidence = {
        "reference_no": proof(),
        "is_circular": proof(),
        "references": proof(),
        "references[0].ref": proof(),
        "cited_refs": proof(),
        "cited_refs[0].ref": proof(),
        "cited_refs[1].ref": proof(box=[10, 200, 110, 220]),
        "stamps": proof(),
        "stamps[0].number": proof(),
    }
    assert asked_fields(evidence) == ["reference_no", "references[0].ref", "cited_refs[1].ref", "stamps[0].number"]
    assert second_names(evidence) == {"cited_refs[0].ref": "references[0].ref"}
