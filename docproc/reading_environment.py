"""The environment of every process that reads pages: one page a process, one process a core, nothing fetched.

To be set before such a process starts Python: its libraries look when they are imported.
"""

from __future__ import annotations

# Threads of the libraries would only take turns: four of Tesseract's on two cores were six times slower (measured).
READING_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHAINLP_OFFLINE": "1",
    "PYTHAINLP_READ_ONLY": "1",
}
