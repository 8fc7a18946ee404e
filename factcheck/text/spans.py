"""The half-open span `[start, end)` in code points that every other module speaks of."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text: `text[start:end]`.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last code point.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """Return the span moved by `offset` code points."""
        return Span(self.start + offset, self.end + offset)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return `[start, end)` without the white space at its two ends.

    Args:
        text: The text that the offsets are of.
        start: Offset of the first code point.
        end: Offset after the last code point.

    Returns:
        The trimmed span; an empty one at `start` where there is nothing but white space.
    """
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return Span(start, start)
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, left + len(stripped))
