"""Alembic's entry: upgrades over the connection that `docproc.db.migrate` hands in, or over the settings' database."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from docproc.config import Settings
from docproc.db import Database
from models.tables.metadata import METADATA


def run(connection: Connection) -> None:
    # SQLite alters a table only by copying it, hence the batch mode.
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(Settings.from_environment().database).engine.connect() as own:
        run(own)
        own.commit()
