"""The pages on which search is timed are found as they should be, by the index."""

from __future__ import annotations

from sqlalchemy import event

from docproc.bench.search_speed import HeldPages, measure
from docproc.db import Database


def test_every_kind_of_question_has_hits_and_no_index_is_passed_by(database_url: str) -> None:
    database = Database(database_url)
    held = HeldPages(1, 300)
    held.fill(database)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    measured = measure(database, held)
    speeds = {one.question: one for one in measured if one.who == "the country"}
    assert speeds["a number"].hits >= 1
    assert speeds["a day"].hits >= 0.5
    assert speeds["a common word"].hits > 5
    assert 0 < sum(one.hits for one in measured if one.who == "an area") < sum(one.hits for one in speeds.values())
    by_index = [one for one in asked if "MATCH" in one or "LIKE" in one]
    assert len(by_index) >= 2 * 6 * 60 * 0.9  # all but the words of one or two letters
    database.close()
