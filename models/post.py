"""A post as a screenshot of it shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.field import Field


@dataclass(frozen=True, slots=True)
class Post:
    """What was posted by whom on which day; `title` is the words of the post, down to its picture."""

    poster: Field[str] = field(default_factory=Field)
    date: Field[date] = field(default_factory=Field)
    title: Field[str] = field(default_factory=Field)
