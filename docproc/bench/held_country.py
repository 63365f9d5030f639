"""What else a country's service holds beside letters: work done, findings, villages, volunteers, submissions, users."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from docproc.db import Database
from docproc.programme import asd_rules
from docproc.repository import programmes
from docproc.repository.folding import fold
from docproc.repository.programmes import Change
from docproc.repository.search_entries import ENTRIES_A_FILE
from models.finding import FindingKind, FindingState
from models.programme import SubmissionAct, SubmissionState
from models.status import Stage, TaskStatus
from models.tables.people import DistrictLeaderRecord, VolunteerRecord
from models.tables.pictures import FindingRecord
from models.tables.programme import SubmissionEventRecord, SubmissionRecord
from models.tables.record import MACHINE, Record
from models.tables.search import SearchEntryRecord, SearchFileRecord
from models.tables.users import UserRecord
from models.tables.villages import VillageRecord
from models.tables.work import TaskRecord

Row = dict[str, Any]
Office = tuple[str, str, str]  # code, id, path
FULL: Final = 100_000  # files of a country with all its villages and users; with fewer files there are fewer of both
VILLAGES: Final = 80  # a district; 928 districts have 75,000 villages
CERTIFIED, BEGUN = 0.6, 0.15  # shares of the villages
USERS: Final = 8_000
FINDINGS: Final = 0.02  # a letter
STATES: Final = (SubmissionState.DRAFT, SubmissionState.SUBMITTED, SubmissionState.CHECKED, SubmissionState.PAID)
STEPS: Final = (Stage.OPEN, Stage.PAGE, Stage.ASSEMBLE, Stage.LINK)
MONTH: Final = 30 * 24 * 60  # minutes, over which the work on all files is spread


class Work:
    """The rows that a file leaves behind besides its documents."""

    def __init__(self, draw: random.Random, now: dt.datetime) -> None:
        self._draw = draw
        self._now = now

    def tasks(self, index: int, source_id: str, pages: int, *, has_failed: bool) -> Iterator[Row]:
        """Every step done; of a file that could not be opened, the one that was given up."""
        ended = self._now - dt.timedelta(minutes=self._draw.randrange(MONTH))
        numbers = [(stage, page) for stage in STEPS for page in (range(1, pages + 1) if stage is Stage.PAGE else (0,))]
        for at, (stage, page) in enumerate(numbers[:1] if has_failed else numbers):
            yield {
                "id": f"{index:024d}{at:08d}", "source_id": source_id, "stage": stage, "page_number": page,
                "version": "1", "status": TaskStatus.FAILED if has_failed else TaskStatus.DONE, "attempt": 1,
                "crashes": 0, "fencing_token": 1, "due_at": ended, "created_at": ended, "finished_at": ended,
                "error_code": "document.encrypted" if has_failed else None,
            }  # fmt: skip

    def finding(self, index: int, source_id: str) -> Iterator[Row]:
        """Of some letters, that they bear a number twice."""
        if self._draw.random() < FINDINGS:
            place = {"document": source_id, "source": source_id, "page": 1, "box": [100, 150, 900, 200]}
            yield {
                "id": source_id, "kind": FindingKind.SAME_NUMBER, "key": f"bench {index}", "document_id": source_id,
                "detail": "", "places": [place, place], "state": FindingState.OPEN, "at": self._now,
            }  # fmt: skip


def search_rows(index: int, source_id: str, name: str, values: Sequence[str], page: str) -> tuple[Row, list[Row]]:
    """The file's place in the index, and its three texts."""
    first = (index + 2) * ENTRIES_A_FILE - 1
    texts = ((None, 0, name), (source_id, 0, "\ue000".join(values)), (source_id, 1, page))
    entries = [
        {"id": first - at, "source_id": source_id, "document_id": document, "page": number, "folded": fold(words),
         "delivery_id": None if document else source_id}
        for at, (document, number, words) in enumerate(texts)
    ]  # fmt: skip
    return {"number": index + 1, "source_id": source_id}, entries


def fill_country(
    database: Database, seed: int, districts: Sequence[Office], now: dt.datetime, share: float = 1.0
) -> None:
    """The programme with a submission of each district, villages, volunteers, leaders and users."""
    draw = random.Random(seed)
    with database.writing() as session:
        change = Change(MACHINE, "bench", now)
        programmes.add(session, asd_rules.CODE, asd_rules.NAME, asd_rules.RULES, change)
        programme = programmes.find(session, asd_rules.CODE)
        assert programme is not None
        _add_submissions(session, draw, programme.id, districts, now)
    for start in range(0, len(districts), 100):
        with database.writing() as session:
            _add_people(session, draw, districts[start : start + 100], now, max(1, round(VILLAGES * share)))
    users = [
        {"id": f"{n:032d}", "login": f"user-{n}", "name": f"ผู้ใช้ ทดลอง {n}",
         "office_id": districts[n % len(districts)][1], "is_active": True, "created_at": now}
        for n in range(max(1, round(USERS * share)))
    ]  # fmt: skip
    with database.writing() as session:
        session.execute(insert(UserRecord), users)


def _add_submissions(
    session: Session, draw: random.Random, programme: str, districts: Sequence[Office], now: dt.datetime
) -> None:
    rows: dict[type[Record], list[Row]] = {SubmissionRecord: [], SubmissionEventRecord: []}
    for _, office, _ in districts:
        state, at = draw.choice(STATES), now - dt.timedelta(days=draw.randrange(60))
        handed_in = state is not SubmissionState.DRAFT
        rows[SubmissionRecord].append(
            {"id": office, "programme_id": programme, "district_id": office, "state": state, "missing": [],
             "last_event": int(handed_in), "updated_at": at}
        )  # fmt: skip
        if handed_in:
            rows[SubmissionEventRecord].append(
                {"id": office, "submission_id": office, "number": 1, "act": SubmissionAct.HANDED_IN,
                 "from_state": SubmissionState.DRAFT, "to_state": SubmissionState.SUBMITTED, "made_by": office,
                 "name": "แกนนำ ทดลอง", "reason": "", "missing": [], "at": at}
            )  # fmt: skip
    for record, made in rows.items():
        session.execute(insert(record), made)


def _add_people(
    session: Session, draw: random.Random, districts: Sequence[Office], now: dt.datetime, villages: int
) -> None:
    rows: dict[type[Record], list[Row]] = {VillageRecord: [], VolunteerRecord: [], DistrictLeaderRecord: []}
    for code, office, path in districts:
        by = {"path": path, "made_by": "bench", "at": now}
        rows[DistrictLeaderRecord].append(
            {"id": office, "district_id": office, "name": "แกนนำ ทดลอง", "name_key": "แกนนำทดลอง", **by}
        )
        for n in range(villages):
            village = f"{code}{1 + n // 10:02d}{1 + n % 10:02d}"
            rows[VillageRecord].append(
                {"id": village.zfill(32), "code": village, "name": f"บ้าน {n}", "moo": 1 + n % 10, "path": path,
                 "subdistrict_code": village[:6], "subdistrict": "ตำบลทดลอง", "district_id": office}
            )  # fmt: skip
            share = draw.random()
            if share < CERTIFIED + BEGUN:
                day = now.date() if share < CERTIFIED else None
                rows[VolunteerRecord].append(
                    {"id": village.zfill(32), "village_id": village.zfill(32), "name": f"นายทดลอง {village}",
                     "name_key": f"นายทดลอง{village}", "online_on": now.date(), "certified_on": day, **by}
                )  # fmt: skip
    for record, made in rows.items():
        session.execute(insert(record), made)


def analyse(database: Database) -> None:
    """Let the database look at what it holds, as it does by itself once it runs."""
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


RECORDS: Final = (TaskRecord, FindingRecord, SearchFileRecord, SearchEntryRecord)
