"""From the characters of a PDF page to its lines, and from lines to blocks.

A PDF knows neither words nor paragraphs, only where characters stand. Lines are PDFium's; what
makes a block of them is the space between, their size and where they begin.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.ingest.protocol import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.text.blocks import BlockKind

HEADING_SIZE: Final = 1.15
"""Size of a heading's letters, in those of the running text."""
WIDE_GAP: Final = 1.45
"""Distance of two lines that belong to two paragraphs, in that of most lines."""
INDENT: Final = 0.8
"""Indentation of a first line, in sizes of its letters."""
SHORT: Final = 0.82
"""Share of the column's width below which a line that ends like a sentence ends its paragraph."""
EDGE_LINES: Final = 2
"""Lines at the top and at the bottom of a page that can be page furniture."""
MIN_REPEATS: Final = 3
MAX_HEADING: Final = 200

_HYPHENS: Final = "-\u00ad\u2010"
_DIGITS: Final = re.compile(r"\d+")
_TERMINAL: Final = re.compile(r"[.!?…:;。！？।؟]['\"”’»)\]]*$")
_MARKER: Final = re.compile(r"(?:[•‣◦▪●–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_HALF: Final = re.compile(r"([^\W\d_]+)$")
_OTHER_HALF: Final = re.compile(r"([^\W\d_]+)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIGATURES: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_EXPAND: Final = str.maketrans(_LIGATURES)


class PdfLine(NamedTuple):
    """One line of a page; lengths are in points, from the lower left corner.

    Attributes:
        text: Its characters, without blanks at its ends.
        left: Where it begins.
        right: Where it ends.
        base: Where its letters stand.
        size: Size of its letters.
        hyphenated: It ends with a hyphen that PDFium takes for one of the line's end.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    hyphenated: bool


class Layout(NamedTuple):
    """The blocks of a document, and what was done to find them.

    Attributes:
        pieces: The blocks.
        joined: Words that a line's end had divided.
        dropped: Lines of page furniture that were left out, one example each.
    """

    pieces: list[Piece]
    joined: int
    dropped: list[str]


def plain(text: str) -> str:
    """Return a line's characters with ligatures taken apart."""
    return text.translate(_EXPAND).strip()


def lay_out(pages: Sequence[Sequence[PdfLine]]) -> Layout:
    """Return the blocks of the pages of a document."""
    furniture = _furniture(pages)
    kept = [
        [line for i, line in enumerate(page) if not _drops(page, i, furniture)] for page in pages
    ]
    lines = [line for page in kept for line in page]
    if not lines:
        return Layout([], 0, [])
    body = statistics.median(size for line in lines for size in [line.size] * len(line.text))
    joiner = _Joiner(lines)
    groups = _across_pages([_grouped(page) for page in kept])
    pieces = [Piece(_kind(group, body), joiner.join(group)) for group in groups]
    examples = {
        _shape(line): line.text for page in pages for line in page if _shape(line) in furniture
    }
    return Layout(pieces, joiner.joined, list(examples.values()))


def _shape(line: PdfLine) -> str:
    """Return what a running head has the same on every page: all but its numbers."""
    return _DIGITS.sub("#", line.text.casefold())


def _edges(page: Sequence[PdfLine]) -> set[int]:
    """Return the numbers of the lines at a page's top and bottom."""
    order = sorted(range(len(page)), key=lambda i: -page[i].base)
    return {*order[:EDGE_LINES], *order[-EDGE_LINES:]}


def _furniture(pages: Sequence[Sequence[PdfLine]]) -> frozenset[str]:
    """Return the shapes of lines that come again at the edge of many pages."""
    seen = Counter(shape for page in pages for shape in {_shape(page[i]) for i in _edges(page)})
    least = max(MIN_REPEATS, len(pages) // 3)
    return frozenset(shape for shape, count in seen.items() if count >= least)


def _drops(page: Sequence[PdfLine], number: int, furniture: frozenset[str]) -> bool:
    """Say whether a line is page furniture."""
    return _shape(page[number]) in furniture and number in _edges(page)


def _grouped(page: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Put the lines of a page that belong to one block together."""
    gaps = [a.base - b.base for a, b in pairwise(page) if a.base > b.base]
    pitch = statistics.median(gaps) if gaps else 0.0
    width = max((line.right - line.left for line in page), default=0.0)
    groups: list[list[PdfLine]] = []
    for line in page:
        if groups and not _ends(groups[-1], line, pitch, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _ends(group: Sequence[PdfLine], line: PdfLine, pitch: float, width: float) -> bool:
    """Say whether `line` begins a new block."""
    last = group[-1]
    gap = last.base - line.base
    if abs(line.size - last.size) > 0.1 * last.size or gap > WIDE_GAP * pitch:
        return True
    if gap < 0:
        # The next column: a sentence may go on there.
        return _TERMINAL.search(last.text) is not None
    if _MARKER.match(line.text):
        return True
    if line.left - last.left > INDENT * line.size and len(group) > 1:
        return True
    return last.right - last.left < SHORT * width and _TERMINAL.search(last.text) is not None


def _across_pages(pages: Sequence[list[list[PdfLine]]]) -> list[list[PdfLine]]:
    """Join the last block of a page with the first of the next where a sentence runs over."""
    groups: list[list[PdfLine]] = []
    for page in pages:
        first, *others = page or [[]]
        if groups and first and _runs_over(groups[-1][-1], first[0]):
            groups[-1] = groups[-1] + first
        elif first:
            groups.append(first)
        groups += others
    return groups


def _runs_over(last: PdfLine, first: PdfLine) -> bool:
    """Say whether a sentence goes on over the end of a page."""
    if abs(last.size - first.size) > 0.1 * last.size or _TERMINAL.search(last.text):
        return False
    letter = first.text[:1]
    return last.hyphenated or (letter.isalpha() and letter == letter.lower())


def _kind(group: Sequence[PdfLine], body: float) -> BlockKind:
    """Say what a block is by its letters and its beginning."""
    length = sum(len(line.text) for line in group)
    if group[0].size >= HEADING_SIZE * body and length <= MAX_HEADING:
        return "heading"
    return "list_item" if _MARKER.match(group[0].text) else "paragraph"


class _Joiner:
    """Joins lines, and words that a line's end divides.

    A hyphen at the end of a line may belong to the word (`anak-anak`, `anti-corruption`). The rest
    of the document knows: it is kept where the word stands with it elsewhere, or where both halves
    are the same, as in Indonesian plurals.
    """

    def __init__(self, lines: Iterable[PdfLine]) -> None:
        self._known = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
        self.joined = 0

    def join(self, lines: Sequence[PdfLine]) -> str:
        """Return the text of a block."""
        text = lines[0].text
        for before, line in pairwise(lines):
            if text[-1:] in _HYPHENS or before.hyphenated:
                text = self._mended(text.rstrip(_HYPHENS), line.text)
            else:
                text = f"{text} {line.text}"
        return text

    def _mended(self, text: str, line: str) -> str:
        """Join two lines, the first of which ended with a hyphen."""
        half, other = _HALF.search(text), _OTHER_HALF.match(line)
        if half is None or other is None:
            return f"{text}-{line}"
        one, two = half[1].casefold(), other[1].casefold()
        kept = one == two or f"{one}-{two}" in self._known or not other[1][0].islower()
        if kept and one + two not in self._known:
            return f"{text}-{line}"
        self.joined += 1
        return text + line
