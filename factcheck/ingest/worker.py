"""The import worker: one process that reads one document and ends.

Started by `factcheck.ingest.supervise` as `python -m factcheck.ingest.worker FD`, FD being the
descriptor of the spill file or -1. Nothing above `factcheck.ingest` is ever loaded here.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO, Final

from factcheck.domain.errors import IngestError
from factcheck.ingest.confine import confine
from factcheck.ingest.protocol import Limits, Reading, Refused, Request
from factcheck.ingest.refusals import broken, too_big, too_deep
from factcheck.ingest.spill import Spill

MAX_HEADER: Final = 1 << 16


def main() -> int:
    """Read a request from standard input, answer it on standard output."""
    spill_descriptor = int(sys.argv[1])
    # What a library prints must not get into the answer.
    answer = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    request = _request(sys.stdin.buffer)
    missing = confine(request.limits, spills=spill_descriptor >= 0)
    data = sys.stdin.buffer.read(request.size)
    os.dup2(nothing, 0)
    reading = _read(request, data, spill_descriptor)
    reading.missing = missing
    _write(answer, reading, request.name)
    # Nothing is left to tidy up, and a destructor in a damaged heap could only do harm.
    os._exit(0)


def _request(stream: BinaryIO) -> Request:
    """Return the request: JSON on the first line."""
    header = json.loads(stream.readline(MAX_HEADER))
    return Request(**{**header, "limits": Limits(**header["limits"])})


def _read(request: Request, data: bytes, spill_descriptor: int) -> Reading:
    """Read the document; whatever goes wrong in a parser becomes a reason."""
    try:
        from factcheck.ingest.formats.registry import read_parts  # noqa: PLC0415 - loaded when the limits hold

        return read_parts(request, data, Spill(spill_descriptor, request.limits.spill))
    except IngestError as error:
        refused = error
    except MemoryError:
        refused = too_big(request.name)
    except RecursionError:
        refused = too_deep(request.name)
    except Exception as error:  # noqa: BLE001 - a parser can raise anything on hostile bytes
        refused = broken(request.name, f"{type(error).__name__}: {error}")
    return Reading(refused=Refused(refused.message, refused.hint))


def _write(descriptor: int, reading: Reading, name: str) -> None:
    """Write the answer, or that it could not be written (characters that no encoding has)."""
    import orjson  # noqa: PLC0415 - loaded when the limits hold

    try:
        answer = orjson.dumps(reading)
    except (TypeError, MemoryError) as error:
        refused = broken(name, str(error))
        reading = Reading(refused=Refused(refused.message, refused.hint), missing=reading.missing)
        answer = orjson.dumps(reading)
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


if __name__ == "__main__":
    sys.exit(main())
