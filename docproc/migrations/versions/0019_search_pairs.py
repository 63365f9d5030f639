"""A query of one or two letters, which no trigram answers, has an index of its own.

On PostgreSQL texts of a page's length are no longer compressed and put aside: verifying a hit reads them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# `search_pairs_of` is made in docproc.db: each letter and each two of a text, in hexadecimal. The table keeps no text.
_FTS5 = (
    "CREATE VIRTUAL TABLE search_index_pairs USING fts5(pairs, content='', tokenize='ascii', detail='none',"
    " columnsize=0)",
    "INSERT INTO search_index_pairs (rowid, pairs) SELECT id, search_pairs_of(folded) FROM search_entries",
    """CREATE TRIGGER search_pairs_added AFTER INSERT ON search_entries BEGIN
        INSERT INTO search_index_pairs (rowid, pairs) VALUES (new.id, search_pairs_of(new.folded)); END""",
    """CREATE TRIGGER search_pairs_removed AFTER DELETE ON search_entries BEGIN
        INSERT INTO search_index_pairs (search_index_pairs, rowid, pairs)
        VALUES ('delete', old.id, search_pairs_of(old.folded)); END""",
    """CREATE TRIGGER search_pairs_changed AFTER UPDATE OF folded ON search_entries BEGIN
        INSERT INTO search_index_pairs (search_index_pairs, rowid, pairs)
        VALUES ('delete', old.id, search_pairs_of(old.folded));
        INSERT INTO search_index_pairs (rowid, pairs) VALUES (new.id, search_pairs_of(new.folded)); END""",
)
_GIN = (
    """CREATE FUNCTION search_pairs_of(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        WITH letters AS (
            SELECT letter, lead(letter) OVER (ORDER BY place) AS following
            FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY AS split (letter, place))
        SELECT coalesce(array_agg(pair), '{}') FROM (
            SELECT letter FROM letters UNION SELECT letter || following FROM letters WHERE following IS NOT NULL
        ) AS distinct_pairs (pair) $$""",
    "ALTER TABLE search_entries SET (toast_tuple_target = 8160)",
    "UPDATE search_entries SET folded = folded || ''",
    "CREATE INDEX search_index_pairs ON search_entries USING gin (search_pairs_of(folded))",
)


def upgrade() -> None:
    for statement in _FTS5 if op.get_bind().dialect.name == "sqlite" else _GIN:
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER search_pairs_{act}")
        op.execute("DROP TABLE search_index_pairs")
        return
    op.execute("DROP INDEX search_index_pairs")
    op.execute("DROP FUNCTION search_pairs_of")
    op.execute("ALTER TABLE search_entries RESET (toast_tuple_target)")
