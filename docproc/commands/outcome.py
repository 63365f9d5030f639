"""Exit statuses of the command line: 0 done, 1 failed and explained in one sentence, 2 wrong usage."""

from __future__ import annotations

import errno
import logging
import sys

import typer
from sqlalchemy.exc import SQLAlchemyError

from docproc.messages.catalogue import load_catalogue
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
        return _explain(_sentence(error))
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        return _explain(f"the database does not answer as it should: {_first_line(cause) or type(error).__name__}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _explain("that port is taken: choose another with PORT or --port")
        return _explain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # the last net: a person sees a sentence, the log keeps the traceback
        log.debug("unexpected failure", exc_info=True)
        return _explain(_of_the_deployment(error) or f"unexpected failure: {type(error).__name__}: {error}")
    return 0


def _of_the_deployment(error: Exception) -> str | None:
    """What a setting or a server that cannot be used says of itself; None for what nobody foresaw."""
    from pydantic import ValidationError

    from docproc.config import ENVIRONMENT_PREFIX, Settings
    from docproc.db import UnsuitableDatabaseError
    from docproc.queueing.embedded import NoQueueServerError

    if isinstance(error, ValidationError) and error.title == Settings.__name__:
        faults = [f"{ENVIRONMENT_PREFIX}{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors()]
        return "; ".join(faults)
    return str(error) if isinstance(error, UnsuitableDatabaseError | NoQueueServerError) else None


def _sentence(error: ServiceError) -> str:
    words = load_catalogue("en").fault(error.code, error.detail)
    return words if error.detail in words else f"{words} ({_first_line(error.detail)})"


def _first_line(said: object) -> str:
    """Drivers and libraries explain themselves over a page; their first line says what is wrong."""
    return str(said).partition("\n")[0]


def _explain(sentence: str) -> int:
    sys.stderr.write(f"docproc: {sentence}\n")
    return 1
