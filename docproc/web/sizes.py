"""Sizes of files in words."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024
GIBIBYTE = 1024 * MEBIBYTE


def size_in_words(size_bytes: int) -> str:
    """As file managers show it: 3.2 GB, 200 MB, 1.5 MB, 12 kB, 900 B."""
    if size_bytes >= GIBIBYTE:
        return f"{size_bytes / GIBIBYTE:.1f}".removesuffix(".0") + " GB"
    if size_bytes >= MEBIBYTE:
        return f"{size_bytes / MEBIBYTE:.1f}".removesuffix(".0") + " MB"
    return f"{size_bytes // 1024} kB" if size_bytes >= 1024 else f"{size_bytes} B"
