"""Exit statuses of the command line: 0 done, 1 failed and explained in one sentence, 2 wrong usage."""

from __future__ import annotations

import errno
import logging
import sys

import typer
from sqlalchemy.exc import SQLAlchemyError

from models.errors import ServiceError

INTERRUPTED = 130  # what Typer gives for Ctrl-C

log = logging.getLogger(__name__)


def run_explained(app: typer.Typer) -> int:
    """Runs the command line and turns what escapes it into a sentence on standard error and a status."""
    try:
        app()
    except SystemExit as end:  # Typer has said what was wrong with the usage
        return _explain("stopped") if end.code == INTERRUPTED else int(end.code or 0)
    except ServiceError as error:
        return _explain(str(error))
    except SQLAlchemyError as error:
        return _explain(f"the database does not answer as it should: {type(error).__name__}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _explain("that port is taken: choose another with PORT or --port")
        return _explain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # the last net: a person sees a sentence, the log keeps the traceback
        log.debug("unexpected failure", exc_info=True)
        return _explain(f"unexpected failure: {type(error).__name__}: {error}")
    return 0


def _explain(sentence: str) -> int:
    sys.stderr.write(f"docproc: {sentence}\n")
    return 1
