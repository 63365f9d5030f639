"""`docproc export-corrections`: what people set right, as lines to train a reader on."""

from __future__ import annotations

import sys
from pathlib import Path

from docproc.config import Settings
from docproc.db import migrate
from docproc.training_lines import export_training_lines
from docproc.wiring import service_for


def export_corrections(folder: Path) -> None:
    """Writes the lines into the folder and says how many, and how many values were left out and why."""
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        done = export_training_lines(service, folder)
    left_out = "".join(f"; {count} left out: {reason}" for reason, count in sorted(done.left_out.items()))
    sys.stdout.write(f"{done.lines} lines in {folder}{left_out}\n")
