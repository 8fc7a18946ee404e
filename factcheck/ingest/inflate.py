"""Compressed bodies of HTTP, undone up to a limit: what would be larger is never made."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CODINGS: Final = ("gzip", "deflate", "br")
"""Content codings that can be undone, as for an Accept-Encoding header."""

MAX_LAYERS: Final = 3
_STEP: Final = 1 << 16


class InflateError(Exception):
    """A body could not be undone; the message says why, to go on from `the body`."""


class TooLargeError(InflateError):
    """A body is larger than the limit once it is undone."""


class _Decoder(Protocol):
    """Undoes one coding, a bounded step at a time."""

    def steps(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what `chunk` becomes, `_STEP` bytes or so at a time."""
        ...

    def finished(self) -> bool:
        """Say whether the body came to its end."""
        ...


class _Zlib:
    """gzip and zlib, also raw deflate, which some servers send under that name."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._decoder = zlib.decompressobj(47 if gzip else 15)
        self._fresh = True

    def steps(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            if self._decoder.eof:
                # A gzip file may have several members; what follows a deflate stream is padding.
                if not self._gzip or not chunk.startswith(b"\x1f\x8b"):
                    return
                self._decoder = zlib.decompressobj(47)
            yield self._step(chunk)
            chunk = self._decoder.unconsumed_tail or self._decoder.unused_data

    def _step(self, chunk: bytes) -> bytes:
        try:
            out = self._decoder.decompress(chunk, _STEP)
        except zlib.error:
            if not self._fresh or self._gzip:
                raise
            self._decoder = zlib.decompressobj(-15)
            out = self._decoder.decompress(chunk, _STEP)
        self._fresh = False
        return out

    def finished(self) -> bool:
        return self._decoder.eof


class _Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()

    def steps(self, chunk: bytes) -> Iterator[bytes]:
        # It may hold more output than a step even when it has taken in all of its input.
        while out := self._decoder.process(chunk, output_buffer_limit=_STEP):
            yield out
            chunk = b""

    def finished(self) -> bool:
        return bool(self._decoder.is_finished())


def inflate(chunks: Iterable[bytes], codings: str, limit: int) -> bytes:
    """Undo the codings of a body.

    Args:
        chunks: The body as it came.
        codings: The value of its Content-Encoding header.
        limit: Bytes that the body may have, both as it came and undone.

    Returns:
        The body.

    Raises:
        TooLargeError: It has more than `limit` bytes.
        InflateError: A coding is not known, or its data are damaged or cut off.
    """
    names = [name for word in codings.lower().split(",") if (name := word.strip()) != "identity"]
    names = [name for name in names if name]
    if len(names) > MAX_LAYERS:
        raise InflateError("is packed too many times over")
    stream: Iterable[bytes] = _bounded(chunks, limit)
    decoders = [_decoder(name) for name in reversed(names)]
    for decoder in decoders:
        stream = _bounded(_undone(stream, decoder), limit)
    try:
        body = b"".join(stream)
    except (zlib.error, brotli.error):
        raise InflateError("is damaged: it cannot be unpacked") from None
    if body and not all(decoder.finished() for decoder in decoders):
        raise InflateError("is cut off: it does not unpack to its end")
    return body


def _undone(chunks: Iterable[bytes], decoder: _Decoder) -> Iterator[bytes]:
    """Yield what a decoder makes of the chunks."""
    for chunk in chunks:
        yield from decoder.steps(chunk)


def _bounded(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Yield the chunks as long as they are not too many bytes together."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLargeError(f"has more than {limit / (1 << 20):g} MiB")
        yield chunk


def _decoder(name: str) -> _Decoder:
    """Return a decoder for one coding."""
    if name in {"gzip", "x-gzip"}:
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br":
        return _Brotli()
    raise InflateError(f"is packed with {name!r}, which cannot be undone here")
