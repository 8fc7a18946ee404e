"""Web archives: WARC, gzipped or not, and WACZ. Each page becomes a document read by itself."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

from fastwarc.warc import ArchiveIterator, WarcRecordType

from factcheck.ingest.formats.flow import clean
from factcheck.ingest.inflate import InflateError, inflate
from factcheck.ingest.protocol import Part, Reading, Refused, Said
from factcheck.ingest.refusals import no_text, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import WarcRecord

    from factcheck.ingest.formats.unzip import Package
    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MAX_BODY: Final = 20 << 20
"""Bytes of one page, unpacked."""
MAX_RECORDS: Final = 100_000

_STEP: Final = 1 << 16
_PAGES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "message/rfc822"}
)
_WANTED: Final = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK: Final = 200


def read(data: bytes, request: Request, spill: Spill) -> Reading:
    """Read a WARC file.

    Raises:
        IngestError: It is none, is damaged, or holds no page.
    """
    if data.startswith(b"\x1f\x8b") and not _first_bytes(data).startswith(b"WARC/"):
        raise refusal(
            request.name,
            "is a gzip archive, and what is in it is no web archive",
            "Unpack it, and ingest the file in it.",
        )
    return _reading([io.BytesIO(data)], request, spill)


def read_wacz(package: Package, names: list[str], request: Request, spill: Spill) -> Reading:
    """Read the WARC files of a WACZ file."""
    streams = [io.BytesIO(package.read(name)) for name in names]
    return _reading(streams, request, spill)


def _first_bytes(data: bytes) -> bytes:
    """Return the first bytes of what is gzipped."""
    try:
        return zlib.decompressobj(47).decompress(data[:_STEP], 16)
    except zlib.error:
        return b""


def _reading(streams: list[io.BytesIO], request: Request, spill: Spill) -> Reading:
    """Unpack the pages of WARC files."""
    reading = Reading()
    others: Counter[str] = Counter()
    for stream in streams:
        for record in _records(stream, request.name):
            part = _part(record, spill, others)
            if part is not None:
                reading.parts.append(part)
    if not reading.parts:
        hint = "Look at what it holds in a replay program; ingest the page as a file."
        raise no_text(request.name, "no page, PDF or text in it answered with status 200", hint)
    if others:
        kinds = ", ".join(f"{count} × {kind}" for kind, count in others.most_common(12))
        reading.notes.append(f"Records that are no pages were left out: {kinds}.")
    return reading


def _records(stream: io.BytesIO, name: str) -> Iterator[WarcRecord]:
    """Yield the records of a WARC file that can hold pages."""
    records = ArchiveIterator(stream, _WANTED, auto_decode="transfer")
    for count in range(MAX_RECORDS + 1):
        try:
            record = next(records, None)
        except Exception as error:  # noqa: BLE001 - fastwarc raises several kinds on damage
            raise refusal(name, f"is damaged at record {count + 1} ({error})") from None
        if record is None:
            return
        yield record
    raise refusal(name, f"has more than {MAX_RECORDS} records", "Split it, and ingest the parts.")


def _part(record: WarcRecord, spill: Spill, others: Counter[str]) -> Part | None:
    """Return the page of a record, or None and a count of what it is otherwise."""
    http = record.http_headers if record.is_http_parsed else None
    kind = _content_type(record)
    status = http.status_code if http is not None else _OK
    if status != _OK or kind not in _PAGES:
        others[kind or "no type" if status == _OK else f"status {status}"] += 1
        return None
    url = clean((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    part = Part(media_type=kind, name=url or clean(record.record_id or "page"), unread=True)
    part.charset = (record.http_charset or "") if http is not None else ""
    if url.startswith(("http://", "https://")):
        part.facts["url"] = Said(url, "the archive's record of the page")
    codings = http.get("Content-Encoding") or "" if http is not None else ""
    try:
        body = inflate(_chunks(record), codings, MAX_BODY)
    except InflateError as error:
        part.refused = Refused(
            f"The archived page “{part.name}” {error}.", "Fetch the page anew, or save it by hand."
        )
        return part
    part.spilled = spill.put(body, part.name)
    return part


def _content_type(record: WarcRecord) -> str:
    """Return the media type of what a record holds."""
    given = record.http_content_type if record.is_http_parsed else None
    given = given or record.headers.get("Content-Type") or ""
    return given.split(";")[0].strip().lower()


def _chunks(record: WarcRecord) -> Iterator[bytes]:
    """Yield the bytes of a record."""
    while chunk := record.reader.read(_STEP):
        yield chunk
