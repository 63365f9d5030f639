"""Processes that end with the one that started them."""

from __future__ import annotations

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec nothing may be


def stop_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent dies: a service that was killed leaves nothing running behind.

    "Parent" is the thread that started this process, so such threads must live as long as what they start.
    """
    if sys.platform == "linux":
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
