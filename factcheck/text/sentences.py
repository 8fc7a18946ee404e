"""Sentences of a text as exact spans, none lost and none overlapping.

Sentences are looked for inside one block at a time, so that a heading without a full stop never
runs into the paragraph below it. One pattern finds every mark that could end one, and the rules of
`boundaries` decide each; languages for which we have no tables ask `sentencex` (about 300
languages) which full stops belong to abbreviations. Quotations of several sentences are opened up,
since reviewers check each; the closing mark and who said it stay with the last one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sentencex

from factcheck.text.abbreviations import ABBREVIATIONS
from factcheck.text.blocks import Block, BlockKind, blocks, extents
from factcheck.text.boundaries import Boundaries, Quotes, boundaries_of
from factcheck.text.ideographic import IDEOGRAPHIC, MARKS, ends_after
from factcheck.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Block", "BlockKind", "Span", "blocks", "split_block", "split_sentences"]

_TOO_SHORT: Final = 3
"""Two sentences need at least a letter, a full stop and another letter."""
_VISIBLE: Final = re.compile(r"\S")


def split_sentences(text: str, language: str) -> list[Span]:
    """Return the sentences of `text` in order.

    Args:
        text: Normalised text (LF line ends).
        language: BCP 47 primary subtag; `und` where it is not known.

    Returns:
        Spans without white space at their ends. Every character of `text` that is not white space
        lies in exactly one of them.
    """
    return _split(text, extents(text), language)


def split_block(text: str, block: Block, language: str) -> Iterator[Span]:
    """Yield the sentences of one block of `text`, as `split_sentences` does for all of them."""
    yield from _split(text, [(block.start, block.end)], language)


def _split(text: str, pieces: Sequence[tuple[int, int]], language: str) -> list[Span]:
    """Return the sentences of the blocks that `pieces` are the offsets of."""
    found: list[Span] = []
    if language in IDEOGRAPHIC:
        for start, end in pieces:
            _split_ideographic(text, start, end, found)
        return found
    rules = boundaries_of(language)
    if language not in ABBREVIATIONS:
        asked = [(start, end) for start, end in pieces if end - start > _TOO_SHORT]
        rules = rules.with_known(_known_ends(text, asked, language))
    for start, end in pieces:
        if end - start <= _TOO_SHORT:
            found.append(Span(start, end))
        else:
            _split_one(text, start, end, rules, found)
    return found


def _split_one(text: str, start: int, end: int, rules: Boundaries, found: list[Span]) -> None:
    """Add the sentences of one block to `found`.

    Nearly every mark is a full stop after a plain word and before a capital; those are decided
    here, without a call.
    """
    quotes = Quotes(text, start)
    for mark in rules.marks.finditer(text, start, end):
        first, stop = mark.span()
        after = stop + 1
        if not (
            after == first + 2
            and text[stop] == " "
            and text[after].isupper()
            and rules.is_plain(text, start, first)
        ):
            stop = rules.after(text, start, mark, quotes)
            if not stop:
                continue
            visible = _VISIBLE.search(text, stop, end)
            after = visible.start() if visible else end
        found.append(Span(start, stop))
        start = after
    if start < end:
        found.append(Span(start, end))


def _split_ideographic(text: str, start: int, end: int, found: list[Span]) -> None:
    """Add the sentences of one block of Chinese or Japanese to `found`."""
    for mark in MARKS.finditer(text, start, end):
        if not ends_after(text, start, mark):
            continue
        stop = mark.end()
        found.append(Span(start, stop))
        visible = _VISIBLE.search(text, stop, end)
        start = visible.start() if visible else end
    if start < end:
        found.append(Span(start, end))


# ------------------------------------------------------------- languages without tables of ours

_HIDDEN: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»\"＂`‘’'()[]\n", " "),
        **{chr(code): "\ufffd" for code in range(0xD800, 0xE000)},  # sentencex takes only UTF-8
    }
)


def _known_ends(text: str, pieces: Sequence[tuple[int, int]], language: str) -> frozenset[int]:
    """Return where `sentencex` ends a sentence, quotation marks and brackets hidden from it.

    All blocks go in one call; each is a paragraph to it.
    """
    hidden = "\n\n".join([text[start:end].translate(_HIDDEN) for start, end in pieces])
    ends: list[int] = []
    at = 0
    for piece in sentencex.segment(language, hidden):
        ends.append(at + len(piece.rstrip()))
        at += len(piece)
    found: set[int] = set()
    offset, number = 0, 0
    for start, end in pieces:
        length = end - start
        while number < len(ends) and ends[number] <= offset + length:
            found.add(ends[number] - offset + start)
            number += 1
        offset += length + 2
    return frozenset(found)
