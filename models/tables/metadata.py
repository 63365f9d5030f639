"""Every table at once: foreign keys are resolved by name, so whoever writes needs them all to be known.

originals   files as they came                    links       who passes on, names or answers whom
work        what is waiting, who works on it      documents   what the service stands by, who says so
readings    what was seen, never updated          letters     numbers, citations, receipts
search      the texts in which hits are looked for
offices     who sends and receives, in their hierarchy
users       who may come in, and what they may do
reprocessing  reading many files again, and what would change
villages    below the districts and local governments    people    officials, leaders, volunteers, quotas
identifications  whom of them a name on a paper means
programme   rules, activities and proofs, submissions and payments a district
letter_registers  letters received and sent, numbered an office and year
uploads     files that come in pieces
pictures    prints by which pictures are found again, and what an auditor should look at
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import MetaData

from models.tables import (
    bundles,
    documents,
    identifications,
    letter_registers,
    letters,
    links,
    offices,
    originals,
    people,
    pictures,
    programme,
    readings,
    reprocessing,
    search,
    uploads,
    users,
    villages,
    work,
)
from models.tables.record import Record

GROUPS: Final = (
    bundles,
    originals,
    work,
    readings,
    documents,
    search,
    letters,
    links,
    offices,
    users,
    reprocessing,
    villages,
    people,
    identifications,
    letter_registers,
    programme,
    pictures,
    uploads,
)
METADATA: Final[MetaData] = Record.metadata
