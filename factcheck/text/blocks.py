"""Blocks of a plain text: paragraphs, headings, list items, quotations.

Sentences are looked for inside one block at a time, so that a heading without a full stop never
runs into the paragraph below it. A line end is a block's end, except in hard-wrapped text (mail,
RFCs, old wire copy), where it only fills the line: there, blank lines and short lines end a block.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "caption", "table"]
"""Plain text shows the first four; a caption or a table's cell only a format can tell."""

MIN_WRAP_WIDTH: Final = 40
MAX_WRAP_WIDTH: Final = 120
"""Text is hard-wrapped within these widths; a line end in narrower or wider text is a real one."""
MIN_FILLED_SHARE: Final = 0.6
MIN_CONTINUED_SHARE: Final = 0.3
MAX_HEADING_LENGTH: Final = 120
MAX_HEADING_WORDS: Final = 16
MIN_BODY_LENGTH: Final = 40


class Block(NamedTuple):
    """One block of a text, without the white space around it.

    Attributes:
        start: Offset of its first code point.
        end: Offset after its last code point.
        kind: What it is, as far as plain text shows.
    """

    start: int
    end: int
    kind: BlockKind


_Extent: TypeAlias = tuple[int, int]

_LINE: Final = re.compile(r"\S(?:[^\n]*\S)?")
_TAIL: Final = 8
_LIST_MARKER: Final = re.compile(r"(?:[-*+•‣◦▪●–—·]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s+\S")
_MARKDOWN_HEADING: Final = re.compile(r"#{1,6}\s+\S")
_TERMINAL: Final = re.compile(r"[.!?…:;,。！？｡।॥؟۔።]['\"”’»)\]」』]*$")


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order.

    Every character that is not white space lies in exactly one block.

    Args:
        text: Normalised text (LF line ends).

    Returns:
        The blocks; none for a text of white space only.
    """
    spans = extents(text)
    return [
        Block(start, end, _kind(text, start, end, spans[i + 1 : i + 4]))
        for i, (start, end) in enumerate(spans)
    ]


def extents(text: str) -> list[_Extent]:
    """Return the offsets of the blocks of `text`, for those who do not ask what each is."""
    lines = [match.span() for match in _LINE.finditer(text)]
    width = _wrap_width(text, lines) if len(lines) > 1 else 0
    if not width:
        return lines
    joined = lines[:1]
    for line, after in pairwise(lines):
        if _goes_on(text, line, after, width):
            joined[-1] = (joined[-1][0], after[1])
        else:
            joined.append(after)
    return joined


def _wrap_width(text: str, lines: Sequence[_Extent]) -> int:
    """Return the width to which the text is hard-wrapped, or 0 where it is not.

    In wrapped text the first word of the next line would not have fitted on the line before it, and
    lines break in mid-sentence.
    """
    if max(end - start for start, end in lines) < MIN_WRAP_WIDTH:
        return 0
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if not _has_gap(text, line, after) and not _LIST_MARKER.match(text, *after)
    ]
    # A URL cannot be broken, so a line that is one word says nothing of the width.
    lengths = [end - start for (start, end), _ in pairs if text.find(" ", start, end) >= 0]
    width = max(lengths, default=0)
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return 0
    filled = [(line, after) for line, after in pairs if _is_filled(text, line, after, width)]
    continued = sum(_is_continued(text, line, after) for line, after in filled)
    if len(filled) < MIN_FILLED_SHARE * len(pairs):
        return 0
    return width if continued and continued >= MIN_CONTINUED_SHARE * len(filled) else 0


def _has_gap(text: str, line: _Extent, after: _Extent) -> bool:
    """Say whether a blank line stands between two lines."""
    return text.count("\n", line[1], after[0]) > 1


def _is_filled(text: str, line: _Extent, after: _Extent, width: int) -> bool:
    """Say whether the first word of the line after would not have fitted on `line`."""
    room = width - (line[1] - line[0])
    # Its first `room` characters, which would have to hold the word and a space before it.
    return not any(map(str.isspace, text[after[0] : min(after[1], after[0] + room)])) and (
        after[1] - after[0] >= room
    )


def _is_continued(text: str, line: _Extent, after: _Extent) -> bool:
    """Say whether a sentence runs over the end of `line`."""
    first = text[after[0]]
    if not first.isalpha() or first != first.lower():
        return False
    return not _TERMINAL.search(text[max(line[0], line[1] - _TAIL) : line[1]])


def _goes_on(text: str, line: _Extent, after: _Extent, width: int) -> bool:
    """Say whether `after` belongs to the block of `line` in text wrapped to `width`."""
    if _has_gap(text, line, after) or _LIST_MARKER.match(text, *after):
        return False
    if not (_is_filled(text, line, after, width) or _is_continued(text, line, after)):
        return False
    if _MARKDOWN_HEADING.match(text, *after):
        return False
    return (text[line[0]] == ">") == (text[after[0]] == ">")


def _kind(text: str, start: int, end: int, following: Sequence[_Extent]) -> BlockKind:
    """Say what a block is from its first characters, its length and what comes after it."""
    if text[start] == ">":
        return "quote"
    if text[start] == "#" and _MARKDOWN_HEADING.match(text, start, end):
        return "heading"
    if _LIST_MARKER.match(text, start, end):
        return "list_item"
    if (
        end - start <= MAX_HEADING_LENGTH
        and any(_is_body(text, span) for span in following)
        and _reads_like_heading(text[start:end])
    ):
        return "heading"
    return "paragraph"


def _reads_like_heading(block: str) -> bool:
    """Say whether a block is one short line that begins like a title and has no full stop."""
    if "\n" in block or len(block.split()) > MAX_HEADING_WORDS:
        return False
    first = block.lstrip("“\"'‘«(¿¡")[:1]
    if not first.isalnum() or first != first.upper():
        return False
    if block[-1] in "?!" or _TERMINAL.search(block[-_TAIL:]) is None:
        return any(map(str.isalpha, block))
    return False


def _is_body(text: str, span: _Extent) -> bool:
    """Say whether a block reads like running text: long enough and ending as a sentence does."""
    start, end = span
    return end - start >= MIN_BODY_LENGTH and bool(_TERMINAL.search(text[end - _TAIL : end]))
