"""Choosing words of a paragraph: the selection that moves a word at a time. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Final

_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a text.

    Attributes:
        words: Every word that can be chosen, as spans of the text.
        anchor: The word at the end that stays.
        active: The word at the end that moves.
    """

    words: tuple[tuple[int, int], ...]
    anchor: int
    active: int

    @property
    def start(self) -> int:
        """Offset of the first code point chosen."""
        return self.words[min(self.anchor, self.active)][0]

    @property
    def end(self) -> int:
        """Offset after the last code point chosen."""
        return self.words[max(self.anchor, self.active)][1]

    @property
    def active_span(self) -> tuple[int, int]:
        """The word that moves."""
        return self.words[self.active]

    def moved(self, step: int) -> Part:
        """Return the selection with its moving end some words on."""
        return replace(self, active=max(0, min(self.active + step, len(self.words) - 1)))

    def turned(self) -> Part:
        """Return the selection with its other end moving."""
        return Part(self.words, self.active, self.anchor)


def part_of(text: str, start: int, end: int, first: int, last: int | None = None) -> Part | None:
    """Return a selection among the words of `text[start:end]`.

    Args:
        text: The whole text.
        start: Where the words that can be chosen begin.
        end: Where they end.
        first: An offset within the word to begin with.
        last: An offset within the last word; the first one where None.

    Returns:
        The selection, or None where there is no word.
    """
    words = tuple((m.start() + start, m.end() + start) for m in _WORD.finditer(text[start:end]))
    if not words:
        return None
    return Part(words, _nearest(words, first), _nearest(words, first if last is None else last))


def _nearest(words: tuple[tuple[int, int], ...], offset: int) -> int:
    """Return the word at an offset, or the next one where a blank stands there."""
    at = bisect_right(words, (offset, offset + 1_000_000_000)) - 1
    if at < 0:
        return 0
    return at + 1 if offset >= words[at][1] and at + 1 < len(words) else at
