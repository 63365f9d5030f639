"""The pages on which search is timed are found as they should be, by the index."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from docproc.bench import search_speed
from docproc.bench.search_speed import HeldPages, measure
from docproc.db import Database


def test_every_kind_of_question_has_hits_and_no_index_is_passed_by(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_speed, "ASKED", 10)
    database = Database(database_url)
    held = HeldPages(1, 300)
    held.fill(database)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    measured = measure(database, held)
    everywhere = {one.question: one for one in measured if one.who == "the country"}
    assert everywhere["a number"].hits >= 1
    assert everywhere["a day"].hits >= 0.5
    assert everywhere["a common word"].hits > 5
    assert 0 < sum(one.hits for one in measured if one.who == "an area") < sum(one.hits for one in everywhere.values())
    by_index = [one for one in asked if "MATCH" in one or "folded LIKE" in one]
    assert len(by_index) >= 2 * 4 * 10 * 0.9  # rare words, phrases, numbers and days, on either database
    database.close()
