"""The one way in: bytes of any kind to documents.

Plain text is read here; everything else by a worker (`factcheck.ingest.supervise`).
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.domain.errors import IngestError
from factcheck.ingest.assemble import assemble, with_address
from factcheck.ingest.detect import detect
from factcheck.ingest.protocol import Limits, Part, Reading, Request
from factcheck.ingest.refusals import refusal
from factcheck.ingest.supervise import run_worker, spill_file
from factcheck.ingest.textfile import MAX_BYTES, read_text_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from factcheck.ingest.document import Document
    from factcheck.ingest.fetch import Fetched

LIMITS: Final = Limits()


class Member(NamedTuple):
    """One document of a file, or why there is none.

    Attributes:
        name: What it is called: the file's name, and within a container ` › ` and the member's.
        data: Its bytes, for the archive; of a feed's entry a JSON record of what the feed says.
        document: What was read.
        error: Why nothing was; exactly one of the two is None.
    """

    name: str
    data: bytes
    document: Document | None
    error: IngestError | None


class Batch(NamedTuple):
    """What a file holds.

    Attributes:
        members: Its documents, read one by one as they are asked for.
        notes: What a person should know of the container as a whole, one sentence each.
    """

    members: Iterator[Member]
    notes: tuple[str, ...]


def read_document(  # noqa: PLR0913 - what came along with the bytes
    data: bytes,
    name: str,
    *,
    today: date | None = None,
    charset: str = "",
    url: str = "",
    limits: Limits = LIMITS,
) -> Document:
    """Read one document; its format is found by content.

    Args:
        data: The bytes, whole.
        name: The document as the person named it: for messages, and to break a tie of formats.
        today: The day of reading; a date after it is not taken for one of publication.
        charset: The encoding that a server gave, or empty.
        url: Where it was fetched from, or empty.
        limits: What the worker may use.

    Returns:
        The document.

    Raises:
        IngestError: It cannot be read, holds no text, or holds several documents.
    """
    batch = read_documents(data, name, today=today, charset=charset, url=url, limits=limits)
    first = next(batch.members, None)
    if first is None:
        raise refusal(name, "holds no document", "Look whether it is the right file.")
    if next(batch.members, None) is not None:
        raise refusal(name, "holds several documents", "Ingest it as an article file, not as one.")
    if first.error is not None:
        raise first.error
    if first.document is None:
        raise refusal(name, "holds no document")
    return first.document


def read_documents(  # noqa: PLR0913 - what came along with the bytes
    data: bytes,
    name: str,
    *,
    today: date | None = None,
    charset: str = "",
    url: str = "",
    limits: Limits = LIMITS,
) -> Batch:
    """Read every document of a file: several of a WARC, WACZ, JSON Lines, CSV or feed file.

    Args:
        data: As in `read_document`.
        name: As in `read_document`.
        today: As in `read_document`.
        charset: As in `read_document`.
        url: As in `read_document`.
        limits: Of each worker.

    Returns:
        The members; those of a container are read as they are asked for, and one that cannot be
        read keeps no other out.

    Raises:
        IngestError: The file as a whole cannot be read.
    """
    day = today or datetime.now(UTC).date()
    if len(data) > MAX_BYTES:
        hint = "Split it, or take the part that counts."
        raise refusal(name, f"is larger than {MAX_BYTES >> 20} MiB", hint)
    kind = detect(data, name)
    if kind == "text":
        document = with_address(read_text_bytes(data, name, today=day), url)
        return Batch(iter((Member(name, data, document, None),)), ())
    request = Request(kind, name, len(data), charset, url, limits)
    reading, spilled = _have_read(request, data)
    source = _Source(data, name, day, url, tuple(reading.missing), spilled, limits)
    return Batch(_members(source, reading.parts), tuple(reading.notes))


def read_fetched(fetched: Fetched, *, today: date | None = None) -> Document:
    """Read what was fetched from an address.

    Args:
        fetched: The answer of a server.
        today: As in `read_document`.

    Raises:
        IngestError: As in `read_document`.
    """
    return read_document(
        fetched.body,
        fetched.final_url,
        today=today,
        charset=fetched.charset,
        url=fetched.final_url,
    )


_CONTAINERS: Final = frozenset({"csv", "feed", "gzip", "json", "warc", "zip"})
"""Kinds of which a file can hold several documents."""


class _Source(NamedTuple):
    """Where members come from: the file, how it was named and read, and what was unpacked."""

    data: bytes
    name: str
    today: date
    url: str
    missing: tuple[str, ...]
    spilled: mmap | bytes
    limits: Limits


def _have_read(request: Request, data: bytes) -> tuple[Reading, mmap | bytes]:
    """Return a worker's reading, and the bytes that it unpacked."""
    if request.kind not in _CONTAINERS:
        return run_worker(request, data), b""
    with spill_file() as descriptor:
        reading = run_worker(request, data, spill=descriptor)
        size = os.fstat(descriptor).st_size
        # Mapped, not read: only the member that is looked at takes memory.
        return reading, mmap(descriptor, size, access=ACCESS_READ) if size else b""


def _members(source: _Source, parts: list[Part]) -> Iterator[Member]:
    """Yield the documents of a file, each put together when it is asked for."""
    for part in parts:
        name = f"{source.name} › {part.name}" if part.name else source.name
        start, end = part.spilled or (0, 0)
        data = source.data if part.spilled is None else source.spilled[start:end]
        try:
            yield Member(name, data, _document(source, part, data, name), None)
        except IngestError as error:
            yield Member(name, data, None, error)


def _document(source: _Source, part: Part, data: bytes, name: str) -> Document:
    """Return the document of one part."""
    if part.refused is not None:
        raise IngestError(part.refused.message, path=name, hint=part.refused.hint)
    if part.unread:
        return read_document(
            data,
            name,
            today=source.today,
            charset=part.charset,
            url=part.facts["url"].value if "url" in part.facts else "",
            limits=source.limits,
        )
    document = with_address(assemble(part, data, name, source.today), source.url)
    if not source.missing:
        return document
    warning = f"Read with less protection than usual on this system: {'; '.join(source.missing)}."
    return document.model_copy(update={"warnings": (*document.warnings, warning)})
