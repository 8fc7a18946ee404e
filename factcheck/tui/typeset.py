"""Setting text into lines: where each line begins and ends, measured in terminal cells.

Pure functions. A line is a half-open span of the text that was given; the lines of a text tile it,
so that every code point stands in exactly one line. Blanks at a line's end hang beyond the measure
and are not counted in its cells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len, get_character_cell_size, split_graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_WIDTH: Final = 2
"""The narrowest measure: one wide character."""

# Scripts written without spaces, where a line may break at nearly every character.
_UNSPACED: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u30fb\u30ff-\u318f\u31a0-\u31bf\u31f0-\u4dbf"
    "\u4e00-\ua48f\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# Kinsoku: what may not begin a line, and what may not end one.
_CLOSING: Final = "、。，．・：；？！゛゜´ーヽヾゝゞ々〉》」』】〕）］｝〙〗”’…‥,.!?:;)\\]}»›%％‰°"  # noqa: RUF001 - these very characters
_OPENING: Final = "〈《「『【〔（［｛〘〖“‘(\\[{«‹"  # noqa: RUF001 - these very characters
_BREAKING: Final = "[^\\S\u00a0\u2007\u202f]"
_SOLID: Final = "[\\S\u00a0\u2007\u202f]"
_TOKEN: Final = re.compile(
    rf"(?P<feed>\n)|(?P<blank>(?:(?!\n){_BREAKING})+)"
    rf"|[{_OPENING}]*[{_UNSPACED}][{_CLOSING}]*"
    rf"|(?:(?![{_UNSPACED}]){_SOLID})+?(?:(?<=\w)[-\u2010\u2013\u2014/](?=\w)|(?=[{_UNSPACED}]|{_BREAKING})|\Z)"
)
_JOINER: Final = "\u200d"


class Line(NamedTuple):
    """One line of a text that was set.

    Attributes:
        start: Offset of its first code point.
        end: Offset after its last code point, hanging blanks included.
        visible: Offset after its last code point that is shown.
        cells: How many cells `text[start:visible]` takes.
    """

    start: int
    end: int
    visible: int
    cells: int


class _Token(NamedTuple):
    """A piece of text that is kept together where it fits."""

    start: int
    end: int
    kind: str  # "word", "blank" or "feed"


def wrap(text: str, width: int, first: int | None = None) -> list[Line]:
    """Break `text` into lines of at most `width` cells.

    Lines break at blanks, at line feeds, after a hyphen or dash within a word and between
    characters of scripts without spaces; a word wider than the measure is broken in itself.

    Args:
        text: What to set. It should be safe to show; control characters take no cells here.
        width: The measure; at least `MIN_WIDTH` is used.
        first: The measure of the first line where it is another one.

    Returns:
        The lines, at least one; joined they are the text.
    """
    width = max(width, MIN_WIDTH)
    setter = _Setter(text, width, width if first is None else max(first, MIN_WIDTH))
    for token in _tokens(text):
        setter.place(token)
    return setter.finish()


def text_cells(text: str) -> int:
    """Return how many terminal cells `text` takes."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(text)


def clip(text: str, width: int) -> str:
    """Return `text` cut to `width` cells, with an ellipsis where something was cut off."""
    if text_cells(text) <= width:
        return text
    if width <= 0:
        return ""
    used, at = 0, 0
    for start, end, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            at = start
            break
        used, at = used + cells, end
    return f"{text[:at].rstrip()}…"


class _Setter:
    """Places tokens on lines one after the other."""

    def __init__(self, text: str, width: int, first: int) -> None:
        self.text = text
        self.width = first  # of the line that is being filled
        self._rest = width
        self.lines: list[Line] = []
        self.start = 0  # of the line that is being filled
        self.end = 0  # of what was placed, blanks included
        self.visible = 0
        self.cells = 0  # up to `end`
        self.feeds = False  # the text ended a line by itself, so an empty one follows

    def place(self, token: _Token) -> None:
        """Put one token on this line or the next one."""
        self.feeds = token.kind == "feed"
        if self.feeds:
            self.end = token.end
            self._break()
            return
        cells = text_cells(self.text[token.start : token.end])
        if token.kind == "blank":
            self.end, self.cells = token.end, self.cells + cells
            return
        if self.cells + cells > self.width and self.end > self.start:
            self._break()
        if cells <= self.width:
            self._extend(token.end, cells)
            return
        for start, end, size in split_graphemes(self.text[token.start : token.end])[0]:
            if self.cells + size > self.width and self.end > self.start and size:
                self._break()
            self._extend(token.start + end, size if end > start else 0)

    def finish(self) -> list[Line]:
        """Close the last line and return them all."""
        if self.end > self.start or self.feeds or not self.lines:
            self._break()
        return self.lines

    def _extend(self, end: int, cells: int) -> None:
        self.end = self.visible = end
        self.cells += cells

    def _break(self) -> None:
        visible = max(self.visible, self.start)
        shown = text_cells(self.text[self.start : visible])
        self.lines.append(Line(self.start, self.end, visible, shown))
        self.start = self.visible = self.end
        self.cells = 0
        self.width = self._rest


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of `text`; what takes no cells of its own stays with what is before it."""
    held: _Token | None = None
    for match in _TOKEN.finditer(text):
        token = _Token(match.start(), match.end(), match.lastgroup or "word")
        if held is not None and held.kind == "word" and _clings(text, token):
            held = _Token(held.start, token.end, "word")
            continue
        if held is not None:
            yield held
        held = token
    if held is not None:
        yield held


def _clings(text: str, token: _Token) -> bool:
    """Say whether a token may not be parted from the word before it."""
    if token.kind != "word":
        return False
    first, before = text[token.start], text[token.start - 1]
    return before == _JOINER or _no_cells(first)


@lru_cache(maxsize=2048)
def _no_cells(character: str) -> bool:
    """Say whether a character is drawn upon the one before it."""
    return get_character_cell_size(character) == 0
