"""Conditions as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from docproc.messages.catalogue import LANGUAGES, load_catalogue
from docproc.reprocessing.conditions import NotAConditionError, parse_conditions
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


@pytest.mark.parametrize(
    ("written", "code", "known"),
    [
        ("doc_type", "no_such_name", "doc_type"),
        ("doc_type=", "no_such_name", "status"),
        ("colour=red", "no_such_name", "received"),
        ("doc_type=letter", "no_such_word", "external_letter"),
        ("received=31/1/2568", "no_such_day", ""),
    ],
)
def test_what_cannot_be_understood_is_said_in_both_languages(written: str, code: str, known: str) -> None:
    with pytest.raises(NotAConditionError, match=r": \w") as raised:
        parse_conditions([written])
    assert raised.value.code == code and known in raised.value.known
    assert all(f"condition_fault.{code}" in load_catalogue(language) for language in LANGUAGES)
