"""Identifiers sort by the time they were made."""

from __future__ import annotations

import uuid

import pytest

from docproc import identifiers


def test_identifiers_are_uuids_of_version_7_and_differ() -> None:
    made = [identifiers.new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in made} == {(7, uuid.RFC_4122)}


def test_later_ones_sort_behind_earlier_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    def at(nanoseconds: int) -> str:
        monkeypatch.setattr("docproc.identifiers.time.time_ns", lambda: nanoseconds)
        return identifiers.new_id()

    moments = [0, 10**6, 2 * 10**6, 1_700_000_000 * 10**9, 1_800_000_000 * 10**9]
    made = [at(moment) for moment in moments]
    assert made == sorted(made)
    assert int(made[3][:12], 16) == 1_700_000_000_000
