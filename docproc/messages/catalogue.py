"""The one message catalogue: every sentence and word people see, by code, in Thai and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

DEFAULT_LANGUAGE = "th"
LANGUAGES = ("th", "en")


class Catalogue:
    """Messages of one language. Thai stands in where English lacks one; a code nobody wrote shows as itself."""

    def __init__(self, language: str, messages: Mapping[str, str], fallback: Mapping[str, str]) -> None:
        self.language = language
        self._messages = {**fallback, **messages}

    def __contains__(self, code: str) -> bool:
        return code in self._messages

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    def text(self, code: str, /, **values: object) -> str:
        """The message of `code`, such as "status.read", with `values` put in for its names in braces."""
        message = self._messages.get(code, code)
        for name, value in values.items():
            message = message.replace("{" + name + "}", str(value))
        return message

    def fault(self, code: str | None, detail: str = "") -> str:
        """A recorded problem or error in words; an unknown code is shown with its detail, never hidden."""
        if code and code in self._messages:
            return self.text(code, detail=detail)
        return self.text("problem.unknown", detail=" ".join(part for part in (code, detail) if part))


@lru_cache(maxsize=len(LANGUAGES))
def load_catalogue(language: str = DEFAULT_LANGUAGE) -> Catalogue:
    """The catalogue of "th" or "en", read once; KeyError for any other language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Catalogue(language, messages_of(language), messages_of(DEFAULT_LANGUAGE))


def messages_of(language: str) -> dict[str, str]:
    """Only what is written for this language, code to message; ValueError where two files write the same one."""
    found: dict[str, str] = {}
    for file in resources.files("docproc.messages").joinpath(language).iterdir():
        for code, message in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if code in found:
                raise ValueError(f"{code} is written twice in {language}")
            found[code] = message
    return found


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
