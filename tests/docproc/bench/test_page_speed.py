"""The table of page times: every page answers for everybody who looks, in a service that was filled in bulk."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docproc.bench.page_speed import PAGES, PEOPLE, PageSpeedTable

EVERY = [page for pages in PAGES.values() for page in pages]


@pytest.fixture(scope="module")
def table() -> PageSpeedTable:
    return PageSpeedTable(seed=7, documents=500, postgres=None, asked=1)


def test_each_page_is_timed_for_each_who_looks(table: PageSpeedTable) -> None:
    assert [(one.who, one.page) for one in table.speeds] == [(who, page) for who, _ in PEOPLE for page in EVERY]
    assert all(0 < one.half <= one.most and one.most_cpu > 0 for one in table.speeds)


def test_figures_are_given_as_a_table_and_for_programs(table: PageSpeedTable) -> None:
    (shown,) = table.tables()
    assert shown.row_count == len(PEOPLE) * len(EVERY)
    figures = table.as_json()
    assert (figures["documents"], figures["database"]) == (500, "SQLite")
    assert {one["page"] for one in figures["speeds"]} == set(EVERY)


def test_the_client_that_warns_of_its_age_is_loaded_only_to_time_pages() -> None:
    loaded = "import sys, docproc.bench.page_speed; sys.exit('starlette.testclient' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
