"""Programmes and their rules, activities and proofs, submissions a district, and what was paid for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.programme import RuleKey, SubmissionAct, SubmissionState
from models.tables.record import Id, Json, Record


class ProgrammeRecord(Record):
    """A programme; `code` names it everywhere outside the database."""

    __tablename__ = "programmes"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    created_at: Mapped[dt.datetime]


class ProgrammeRuleRecord(Record):
    """One rule as it stood from `at` on; a changed rule is a new row, with who changed it and why."""

    __tablename__ = "programme_rules"
    __table_args__ = (
        Index(
            "uq_programme_rules_current",
            "programme_id",
            "key",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[str] = mapped_column(Id, ForeignKey("programmes.id"))
    key: Mapped[RuleKey]
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    unit: Mapped[str]
    source: Mapped[str]
    note: Mapped[str]
    readings: Mapped[list[Any]]
    made_by: Mapped[str]
    reason: Mapped[str]
    at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]


class ActivityRecord(Record):
    """What a leader published. `sent_by` names the citizen who asked for it, where one did."""

    __tablename__ = "activities"
    __table_args__ = (Index("ix_activities_district", "programme_id", "district_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[str] = mapped_column(Id, ForeignKey("programmes.id"))
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    heading: Mapped[str]
    title: Mapped[str]
    held_on: Mapped[dt.date] = mapped_column(Date)
    posted_on: Mapped[dt.date] = mapped_column(Date)
    publisher_id: Mapped[str]
    publisher_name: Mapped[str]
    sent_by: Mapped[str | None]
    published_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_why: Mapped[str | None]


class EvidenceItemRecord(Record):
    """A document that proves an activity. Nobody can let one document prove two activities."""

    __tablename__ = "evidence_items"
    __table_args__ = (
        Index(
            "uq_evidence_items_document",
            "document_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    activity_id: Mapped[str] = mapped_column(Id, ForeignKey("activities.id"), index=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    attached_by: Mapped[str]
    attached_name: Mapped[str]
    attached_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    removed_by: Mapped[str | None]
    removed_why: Mapped[str | None]


class SubmissionRecord(Record):
    """One district in one programme. `state` and `missing` are the last verdict, for lists; acts judge anew."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("programme_id", "district_id", name="uq_submissions_district"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[str] = mapped_column(Id, ForeignKey("programmes.id"))
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    state: Mapped[SubmissionState]
    missing: Mapped[list[Any]]
    last_event: Mapped[int] = mapped_column(Integer)  # number of its last step
    updated_at: Mapped[dt.datetime]


class SubmissionEventRecord(Record):
    """One step of a submission. The database refuses to change or delete one."""

    __tablename__ = "submission_events"
    __table_args__ = (UniqueConstraint("submission_id", "number", name="uq_submission_events_number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    submission_id: Mapped[str] = mapped_column(Id, ForeignKey("submissions.id"))
    number: Mapped[int] = mapped_column(Integer)
    act: Mapped[SubmissionAct]
    from_state: Mapped[SubmissionState]
    to_state: Mapped[SubmissionState]
    made_by: Mapped[str]
    name: Mapped[str]
    reason: Mapped[str]
    missing: Mapped[list[Any]]
    seal: Mapped[str | None]  # of the evidence in view, where a person checked it
    payee_id: Mapped[str | None]
    payee_name: Mapped[str | None]
    at: Mapped[dt.datetime]


class PaymentRecord(Record):
    """What was paid for a district: once, whatever the order of requests; by another person than the checker."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("programme_id", "district_id", name="uq_payments_district"),
        CheckConstraint("checked_by <> paid_by", name="ck_payments_two_people"),
        CheckConstraint("payee_id <> checked_by AND payee_id <> paid_by", name="ck_payments_payee"),
        CheckConstraint("amount_satang > 0", name="ck_payments_amount"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[str] = mapped_column(Id, ForeignKey("programmes.id"))
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    submission_id: Mapped[str] = mapped_column(Id, ForeignKey("submissions.id"))
    amount_satang: Mapped[int] = mapped_column(BigInteger)
    payee_id: Mapped[str]
    payee_name: Mapped[str]
    checked_by: Mapped[str]
    checked_name: Mapped[str]
    paid_by: Mapped[str]
    paid_name: Mapped[str]
    voucher: Mapped[dict[str, Any]]  # what the voucher says, as it was when it was paid
    paid_at: Mapped[dt.datetime]
