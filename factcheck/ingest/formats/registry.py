"""Which module reads which kind."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from factcheck.ingest.protocol import Reading

if TYPE_CHECKING:
    from factcheck.ingest.protocol import Kind, Part, Request
    from factcheck.ingest.spill import Spill


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, data: bytes, request: Request, spill: Spill, /) -> list[Part] | Reading:
        """Return the documents in `data`; raise IngestError where there are none."""
        ...


_MODULES: Final[dict[Kind, str]] = {
    "csv": "table",
    "feed": "feed",
    "gzip": "warc",
    "html": "html_page",
    "json": "json_lines",
    "mail": "mail",
    "pdf": "pdf",
    "subtitles": "subtitles",
    "warc": "warc",
    "zip": "package",
}


def read_parts(request: Request, data: bytes, spill: Spill) -> Reading:
    """Read a document of any kind but plain text.

    Raises:
        IngestError: It cannot be read. Anything else that is raised is a parser's failure.
    """
    module = import_module(f"factcheck.ingest.formats.{_MODULES[request.kind]}")
    found = cast("Reader", module.read)(data, request, spill)
    return found if isinstance(found, Reading) else Reading(parts=found)
