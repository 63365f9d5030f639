"""Exit statuses of the command line: 0 done, 1 failed and explained in one sentence, 2 wrong usage."""

from __future__ import annotations

import logging
import sys

import click
import typer
from sqlalchemy.exc import SQLAlchemyError

from models.errors import ServiceError

log = logging.getLogger(__name__)


def run_explained(app: typer.Typer) -> int:
    """Runs the command line and turns what escapes it into a sentence on standard error and a status."""
    try:
        result = app(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _explain("stopped")
    except click.exceptions.Exit as error:
        return error.exit_code
    except ServiceError as error:
        return _explain(str(error))
    except SQLAlchemyError as error:
        return _explain(f"the database does not answer as it should: {type(error).__name__}")
    except (OSError, ConnectionError) as error:
        return _explain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # the last net: a person sees a sentence, the log keeps the traceback
        log.debug("unexpected failure", exc_info=True)
        return _explain(f"unexpected failure: {type(error).__name__}: {error}")


def _explain(sentence: str) -> int:
    sys.stderr.write(f"docproc: {sentence}\n")
    return 1
