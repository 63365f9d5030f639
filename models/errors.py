"""Everything that can go wrong, in three kinds with three treatments.

ServiceError
├── DocumentError            the document's fault: recorded on it, told to the person, not retried
│   ├── EmptyFile
│   ├── UnsupportedFormat
│   ├── TruncatedFile
│   ├── EncryptedFile
│   ├── NoPages
│   ├── TooManyPages
│   ├── PageTooLarge
│   ├── PageTooSmall
│   └── UnreadablePage
└── WorldError               the world's fault: retried with growing waits, then failed
    ├── ReaderTimeout
    ├── StorageUnavailable
    └── LeaseLost            another worker holds the work now; whatever was done is dropped

Anything else is our fault: never swallowed, it reaches the failed registry and the log with its traceback.
"""

from __future__ import annotations


class ServiceError(Exception):
    """`code` names the message of the catalogue that is shown to people; `detail` fills its placeholder."""

    code = "error.service"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)
        self.detail = detail


class DocumentError(ServiceError):
    code = "error.document"


class EmptyFile(DocumentError):
    code = "error.empty_file"


class UnsupportedFormat(DocumentError):
    code = "error.unsupported_format"


class TruncatedFile(DocumentError):
    code = "error.truncated_file"


class EncryptedFile(DocumentError):
    code = "error.encrypted_file"


class NoPages(DocumentError):
    code = "error.no_pages"


class TooManyPages(DocumentError):
    code = "error.too_many_pages"


class PageTooLarge(DocumentError):
    code = "error.page_too_large"


class PageTooSmall(DocumentError):
    code = "error.page_too_small"


class UnreadablePage(DocumentError):
    code = "error.unreadable_page"


class WorldError(ServiceError):
    code = "error.world"


class ReaderTimeout(WorldError):
    code = "error.reader_timeout"


class StorageUnavailable(WorldError):
    code = "error.storage_unavailable"


class LeaseLost(WorldError):
    code = "error.lease_lost"
