"""Where a worker puts the bytes of a container's members: a file without a name, of bounded size.

They would make the answer half as large again as base64, and the host need hold only one of them
at a time.
"""

from __future__ import annotations

import os

from factcheck.domain.errors import IngestError


class Spill:
    """The worker's end of the spill file.

    Args:
        descriptor: An open file, or -1 where there is none: spans are then counted and not kept.
        limit: Bytes that fit.
    """

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._limit = limit
        self._size = 0

    def put(self, data: bytes, name: str) -> tuple[int, int]:
        """Append `data`; return the span `[start, end)` in bytes where it stands.

        Raises:
            IngestError: It does not fit any more.
        """
        start, self._size = self._size, self._size + len(data)
        if self._size > self._limit:
            raise IngestError(
                f"“{name}” unpacks to more than {self._limit >> 20} MiB.",
                path=name,
                hint="Split it, or take out the documents that count.",
            )
        rest = memoryview(data)
        while rest and self._descriptor >= 0:
            rest = rest[os.write(self._descriptor, rest) :]
        return start, self._size
