"""Words of the registers: the books of letters, how far a volunteer has come."""

from __future__ import annotations

from enum import StrEnum


class Book(StrEnum):
    """The registers of letters of an office. Circulars (ว) are numbered in a register of their own."""

    RECEIVED = "received"  # ทะเบียนหนังสือรับ
    SENT = "sent"  # ทะเบียนหนังสือส่ง
    SENT_CIRCULAR = "sent_circular"  # ทะเบียนหนังสือส่ง (หนังสือเวียน)


class PeopleKind(StrEnum):
    """The lists of people that the service keeps."""

    OFFICIALS = "officials"
    LEADERS = "leaders"
    VOLUNTEERS = "volunteers"


class VolunteerStage(StrEnum):
    """How far a volunteer has come, the furthest step last."""

    NAMED = "named"
    ONLINE = "online"  # passed the online course
    SELECTED = "selected"  # chosen by the leader from those who passed
    CLASSROOM = "classroom"
    CERTIFIED = "certified"  # วุฒิบัตร: อสด. ประจำหมู่บ้าน


class TwinState(StrEnum):
    """What was decided of two volunteers who may be one person spelt twice."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"
