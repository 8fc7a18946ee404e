"""ZIP files, read by what really comes out of them: sizes in their directory are only claims."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from typing import IO

MAX_MEMBER: Final = 64 << 20
"""Bytes of one member, unpacked."""
MAX_TOTAL: Final = 256 << 20
"""Bytes of all members that are read, unpacked."""
MAX_MEMBERS: Final = 20_000

_STEP: Final = 1 << 20
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Package:
    """The members of a ZIP file.

    Args:
        data: The file.
        name: For messages.

    Raises:
        IngestError: It is no ZIP file, or has absurdly many members.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGED, ValueError, OSError):
            raise self._damaged() from None
        self.names = self._zip.namelist()
        if len(self.names) > MAX_MEMBERS:
            raise refusal(name, f"has more than {MAX_MEMBERS} files in it")

    def read(self, member: str, limit: int = MAX_MEMBER) -> bytes:
        """Return a member, or nothing where it does not exist.

        Raises:
            IngestError: It is damaged, locked, or larger than `limit`.
        """
        if member not in self.names:
            return b""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_STEP):
                    size += len(piece)
                    self._count(len(piece), size, limit)
                    pieces.append(piece)
        except (*_DAMAGED, ValueError, OSError):
            raise self._damaged() from None
        return b"".join(pieces)

    def open(self, member: str) -> IO[bytes]:
        """Open a member that is read piece by piece; the caller counts.

        Raises:
            IngestError: It is damaged or locked.
        """
        try:
            return self._zip.open(member)
        except (*_DAMAGED, ValueError, OSError, KeyError):
            raise self._damaged() from None

    def _count(self, more: int, size: int, limit: int) -> None:
        """Stop at what is too much."""
        self._read += more
        if size > limit or self._read > MAX_TOTAL:
            raise refusal(self._name, f"unpacks to more than {min(limit, MAX_TOTAL) >> 20} MiB")

    def _damaged(self) -> Exception:
        """Return the refusal of a file that does not unpack."""
        return refusal(
            self._name,
            "is damaged or locked: it cannot be unpacked",
            "Open it in its own program, take the password off or save it anew, and ingest that.",
        )
