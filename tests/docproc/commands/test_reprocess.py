"""`docproc reprocess` from a shell: counts, starts, acts, and answers wrong usage with status 2."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from docproc import documents
from docproc.wiring import Service
from tests.docproc.commands.conftest import Command
from tests.docproc.queueing.scripted_stages import scripted_file, work


def test_a_run_is_counted_started_and_discarded(service: Service, command: Command) -> None:
    earlier = replace(service, stage_version="earlier")
    documents.accept(earlier, io.BytesIO(scripted_file(3)), "file.pdf")
    work(earlier)
    counted = command("reprocess", "--dry-run")
    assert (counted.status, counted.err) == (0, "")
    assert counted.out.startswith("1 files with 3 pages")
    before = command("reprocess", "--act", "status")  # counting began nothing
    assert (before.status, before.out.startswith("no run over the archive was started yet")) == (0, True)
    refused = command("reprocess", "--act", "promote")
    assert (refused.status, "No run over the archive is open" in refused.err) == (1, True)
    assert "started" in command("reprocess", "--where", "version=earlier").out
    again = command("reprocess")
    assert again.status == 1
    assert again.err.count("\n") == 1
    assert "discarded" in command("reprocess", "--act", "discard").out
    after = command("reprocess", "--act", "status")
    assert (after.status, "state            discarded" in after.out) == (0, True)


@pytest.mark.parametrize("wrong", [["--where", "colour=red"], ["--act", "hurry"], ["--act", "stop", "--dry-run"]])
def test_wrong_usage_is_answered_with_status_2(command: Command, wrong: list[str]) -> None:
    assert command("reprocess", *wrong).status == 2
