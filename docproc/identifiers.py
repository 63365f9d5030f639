"""Names for rows: sorted by name they are sorted by time, so tables that grow can be split by time."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """32 hex digits in the layout of UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = secrets.randbits(74)
    high = (milliseconds & (1 << 48) - 1) << 16 | 0x7 << 12 | random_bits >> 62
    low = 0b10 << 62 | random_bits & (1 << 62) - 1
    return f"{high << 64 | low:032x}"
