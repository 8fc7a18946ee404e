"""Plain text files to documents."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from factcheck.domain.errors import IngestError
from factcheck.ingest.decode import decode
from factcheck.ingest.document import Document
from factcheck.ingest.outline import Outline
from factcheck.text.language import detect_language
from factcheck.text.normalise import normalise
from factcheck.text.safe import one_line

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

MAX_BYTES: Final = 32 * 1024 * 1024
"""Bytes of a file that is still read."""
MEDIA_TYPE: Final = "text/plain"

_CHUNK: Final = 1 << 20
_HTML: Final = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
# Neither white space nor anything that can be seen.
_NOTHING: Final = re.compile("[\\s\ufffd\u200b-\u200f\u2060\ufeff]*")


def read_text_file(path: Path, *, today: date | None = None) -> Document:
    """Read a plain text file.

    Args:
        path: The file. A symbolic link is followed.
        today: The day of reading; a date after it is not taken for one of publication.

    Returns:
        The document.

    Raises:
        IngestError: The file is missing, not a regular file, not readable, too large, empty or not
            text. The message names it, made safe to show.
    """
    return read_text_bytes(read_file_bytes(path), str(path), today=today)


def read_text_bytes(data: bytes, name: str, *, today: date | None = None) -> Document:
    """Read the bytes of a plain text file.

    Args:
        data: The bytes, whole.
        name: The file as the person named it, for errors.
        today: As in `read_text_file`.

    Returns:
        The document.

    Raises:
        IngestError: The bytes are too many, not text, or hold nothing that can be read.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if not data:
        raise _refusal(name, "is empty", "There is nothing to check in it.")
    decoded = decode(data, name)
    text = normalise(decoded.text)
    if _NOTHING.fullmatch(text):
        raise _refusal(name, "holds no text", "There is nothing but white space in it.")
    guess = detect_language(text)
    outline = Outline(text, guess.code)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=MEDIA_TYPE,
        encoding=decoded.encoding,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=guess.code,
        language_confidence=guess.confidence,
        metadata=outline.metadata(today or datetime.now(UTC).date()),
        sentences=outline.sentences(),
        warnings=decoded.warnings + tuple(_warnings(decoded.text)),
        blocks=outline.block_spans(),
    )


def _warnings(raw: str) -> list[str]:
    """Return what the text itself gives reason to say."""
    found = []
    nul = raw.count("\x00")
    if nul:
        found.append(f"NUL characters replaced by U+FFFD: {nul}.")
    if _HTML.match(raw):
        found.append("This looks like HTML: it was read as plain text, tags and all.")
    return found


def read_file_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file, never waiting for a pipe or a device."""
    name = str(path)
    # O_NONBLOCK: opening a FIFO that nobody writes to would otherwise wait for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise _refusal(name, "does not exist", "Look whether the name is right.") from None
    except IsADirectoryError:
        raise _directory(name) from None
    except PermissionError:
        raise _refusal(name, "may not be read", "Give yourself permission to read it.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise _directory(name)
        if not stat.S_ISREG(mode):
            raise _refusal(name, "is not a file but a pipe, a socket or a device", "Save it first.")
        return _read_all(descriptor, name)
    except OSError as error:
        raise _unreadable(name, error) from None
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, name: str) -> bytes:
    """Return what can be read, counting real bytes: a size can lie, and a file can grow."""
    chunks: list[bytes] = []
    size = 0
    while chunk := os.read(descriptor, _CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(name)
        chunks.append(chunk)
    return b"".join(chunks)


def _refusal(name: str, what: str, hint: str) -> IngestError:
    """Return the error for one file, its name made safe to show."""
    return IngestError(f"“{one_line(name)}” {what}.", path=name, hint=hint)


def _directory(name: str) -> IngestError:
    """Return the error for a folder."""
    return _refusal(name, "is a folder", "Name the files in it.")


def _too_large(name: str) -> IngestError:
    """Return the error for a file over the limit."""
    limit = MAX_BYTES // (1024 * 1024)
    return _refusal(name, f"is larger than {limit} MiB", "Split it, or take the part that counts.")


def _unreadable(name: str, error: Exception) -> IngestError:
    """Return the error for whatever else the system answered."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such name"
    return _refusal(name, f"could not be read ({one_line(reason)})", "")
