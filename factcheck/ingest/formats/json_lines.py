"""Articles in JSON: one object a line (JSON Lines), one object, or an array of objects.

The fields are those of `factcheck.ingest.formats.records`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import orjson

from factcheck.ingest.decode import decode
from factcheck.ingest.formats.records import WANTED, record_part
from factcheck.ingest.protocol import Part, Reading, Refused
from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MEDIA_TYPE: Final = "application/jsonl"
MAX_RECORDS: Final = 100_000


def read(data: bytes, request: Request, spill: Spill) -> Reading:
    """Read articles in JSON.

    Raises:
        IngestError: It is no JSON, or none of articles.
    """
    decoded = decode(data, request.name)
    reading = Reading(notes=list(decoded.warnings))
    for number, (raw, value) in enumerate(_records(decoded.text, request.name), start=1):
        if number > MAX_RECORDS:
            raise refusal(request.name, f"has more than {MAX_RECORDS} records", "Split it.")
        part = _part(value, request.name, number)
        part.spilled = spill.put(raw.encode("utf-8", "surrogatepass"), request.name)
        reading.parts.append(part)
    if not reading.parts or all(part.refused for part in reading.parts):
        raise refusal(request.name, "is JSON, but holds no article's text", WANTED)
    return reading


def _part(value: object, name: str, number: int) -> Part:
    """Return the document of one value."""
    if isinstance(value, dict):
        return record_part(value, MEDIA_TYPE, name, number)
    return Part(
        media_type=MEDIA_TYPE,
        name=f"{number}",
        refused=Refused(f"Record {number} is no JSON object.", WANTED),
    )


def _records(text: str, name: str) -> Iterator[tuple[str, object]]:
    """Yield each record as it stands in the file, with its value."""
    whole = _parsed(text)
    if isinstance(whole, list):
        for item in whole:
            yield json.dumps(item, ensure_ascii=False), item
        return
    if isinstance(whole, dict):
        yield text, whole
        return
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 and whole is None:  # noqa: PLR2004 - one line that cannot be read
        raise refusal(name, "looks like JSON, but cannot be read as such")
    for line in lines:
        yield line, _parsed(line)


def _parsed(text: str) -> object:
    """Return the value of a JSON text, or None where it is none."""
    try:
        return orjson.loads(text.encode("utf-8", "surrogatepass"))
    except orjson.JSONDecodeError:
        pass
    try:
        # The standard library also takes lone surrogates, as \ud83d cut off from its other half.
        return json.loads(text) if "\\ud" in text.lower() else None
    except (ValueError, RecursionError):
        return None
