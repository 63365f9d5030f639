"""Conditions as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from docproc.reprocessing.conditions import parse_conditions
from models.reprocessing import Conditions
from models.status import DocType, SourceStatus


def test_all_conditions_are_kept() -> None:
    written = ["doc_type=memo", "status = needs_review", "office=5208", "version=1", "received=2025-01-01..2025-06-30"]
    assert parse_conditions(written) == Conditions(
        doc_type=DocType.MEMO,
        status=SourceStatus.NEEDS_REVIEW,
        version="1",
        office="5208",
        received_from=dt.date(2025, 1, 1),
        received_to=dt.date(2025, 6, 30),
    )


def test_one_day_is_a_span_of_one_day() -> None:
    conditions = parse_conditions(["received=2025-01-31"])
    assert (conditions.received_from, conditions.received_to) == (dt.date(2025, 1, 31), dt.date(2025, 1, 31))


@pytest.mark.parametrize("written", ["doc_type", "doc_type=", "colour=red", "doc_type=letter", "received=31/1/2568"])
def test_what_cannot_be_understood_is_said(written: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_conditions([written])
