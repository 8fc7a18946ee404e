"""Blocks of a plain text: paragraphs, headings, list items, quotations.

Sentences are looked for inside one block at a time, so that a heading without a full stop never
runs into the paragraph below it. A line end is a block's end, except in hard-wrapped text (mail,
RFCs, old wire copy), where it only fills the line: there, blank lines and short lines end a block.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BlockKind = Literal["paragraph", "heading", "list_item", "quote"]

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


class _Line(NamedTuple):
    """One line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line, or the beginning of the text, stands before it


_LIST_MARKER: Final = re.compile(r"(?:[-*+•‣◦▪●–—·]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s+\S")
_QUOTE_MARKER: Final = re.compile(r"(?:>\s?)+")
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
    groups = _grouped(list(_lines(text)))
    return [
        Block(group[0].start, group[-1].end, _kind(group, groups[i + 1 : i + 4]))
        for i, group in enumerate(groups)
    ]


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of `text` that are not blank."""
    offset, gap = 0, True
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = offset + len(line) - len(line.lstrip())
            yield _Line(start, start + len(stripped), stripped, gap)
        gap = not stripped
        offset += len(line) + 1


def _grouped(lines: list[_Line]) -> list[list[_Line]]:
    """Join the lines that hard wrapping took apart."""
    width = _wrap_width(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and width and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _wrap_width(lines: Sequence[_Line]) -> int:
    """Return the width to which the text is hard-wrapped, or 0 where it is not.

    In wrapped text the first word of the next line would not have fitted on the line before it, and
    lines break in mid-sentence.
    """
    pairs = [
        (one, other)
        for one, other in pairwise(lines)
        if not other.gap and not _LIST_MARKER.match(other.text)
    ]
    # A URL cannot be broken, so a line that is one word says nothing of the width.
    lengths = [len(one.text) for one, _ in pairs if " " in one.text]
    width = max(lengths, default=0)
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return 0
    filled = [(one, other) for one, other in pairs if _is_filled(one, other, width)]
    continued = sum(_is_continued(one, other) for one, other in filled)
    if len(filled) < MIN_FILLED_SHARE * len(pairs):
        return 0
    return width if continued and continued >= MIN_CONTINUED_SHARE * len(filled) else 0


def _is_filled(line: _Line, after: _Line, width: int) -> bool:
    """Say whether the first word of the line after would not have fitted on `line`."""
    first_word = after.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(first_word) > width


def _is_continued(line: _Line, after: _Line) -> bool:
    """Say whether a sentence runs over the end of `line`."""
    first = after.text[0]
    return first.isalpha() and first == first.lower() and not _TERMINAL.search(line.text[-8:])


def _goes_on(line: _Line, after: _Line, width: int) -> bool:
    """Say whether `after` belongs to the block of `line` in text wrapped to `width`."""
    if after.gap or not (_is_filled(line, after, width) or _is_continued(line, after)):
        return False
    if _LIST_MARKER.match(after.text) or _MARKDOWN_HEADING.match(after.text):
        return False
    return bool(_QUOTE_MARKER.match(line.text)) == bool(_QUOTE_MARKER.match(after.text))


def _kind(group: Sequence[_Line], following: Sequence[Sequence[_Line]]) -> BlockKind:
    """Say what a block is from its first characters, its length and what comes after it."""
    text = group[0].text
    if _QUOTE_MARKER.match(text):
        return "quote"
    if _MARKDOWN_HEADING.match(text):
        return "heading"
    if _LIST_MARKER.match(text):
        return "list_item"
    if len(group) == 1 and _reads_like_heading(text) and any(map(_is_body, following)):
        return "heading"
    return "paragraph"


def _reads_like_heading(line: str) -> bool:
    """Say whether a line is short, ends without a full stop and begins like a title."""
    if len(line) > MAX_HEADING_LENGTH or len(line.split()) > MAX_HEADING_WORDS:
        return False
    first = line.lstrip("“\"'‘«(¿¡")[:1]
    if not first.isalnum() or first != first.upper():
        return False
    if line[-1] in "?!" or _TERMINAL.search(line[-8:]) is None:
        return any(map(str.isalpha, line))
    return False


def _is_body(group: Sequence[_Line]) -> bool:
    """Say whether a block reads like running text: long enough and ending as a sentence does."""
    length = group[-1].end - group[0].start
    return length >= MIN_BODY_LENGTH and _TERMINAL.search(group[-1].text[-8:]) is not None
