"""The text of a page: trafilatura's, or our own where that comes back thin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.ingest.formats.flow import Flow, length
from factcheck.ingest.formats.html_scan import TREE_DEPTH, scan
from factcheck.ingest.refusals import no_text

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from factcheck.ingest.formats.html_scan import Line, Page
    from factcheck.ingest.protocol import Piece
    from factcheck.text.blocks import BlockKind

THIN: Final = 0.5
"""Share of the text that the page plainly has below which an extraction is thin."""
MIN_LINE: Final = 40
"""Code points of a line that is running text."""
MAX_LINK_SHARE: Final = 0.4
MAX_TEXT_NODE: Final = 9_000_000
"""Code points of a run of text that libxml2 still keeps (10,000,000 bytes)."""

_BODY_KINDS: Final[dict[str, BlockKind | None]] = {
    "head": "heading",
    "item": "list_item",
    "quote": "quote",
    "cell": "table",
    "p": None,
    "ab": None,
    "div": None,
    "list": None,
    "row": None,
    "table": None,
    "code": None,
}
_SENTENCE: Final = re.compile(r"[.!?…。！？।؟]")


class Extraction(NamedTuple):
    """The text of a page, and what a person should know of how it was found."""

    pieces: list[Piece]
    warnings: list[str]


def page_text(page: Page, tree: HtmlElement | None, name: str) -> Extraction:
    """Return the text of a page.

    Args:
        page: What a scan found.
        tree: The page parsed by lxml; it is changed. None where lxml could not read it whole.
        name: For messages.

    Raises:
        IngestError: There is no text.
    """
    plain = plain_lines(page)
    plainly = length([line.piece for line in plain])
    first = _trafilatura(tree) if tree is not None else []
    found = length(first)
    speaks = any(_SENTENCE.search(piece.text) for piece in first)
    if found >= THIN * plainly and (plainly or speaks):
        return Extraction(_with_captions(first, page), [])
    second = [line.piece for line in _around_trimmed(page)]
    if length(second) > found:
        warning = (
            f"The usual way of finding the article gave {found} of about {plainly} characters of "
            "text, so a plainer one was used: look whether parts of the page around it came along."
        )
        return Extraction(second, [warning])
    if not speaks:
        raise no_text(
            name,
            "the page may be drawn by a script, or be only pictures and links",
            "Open it in a browser, save the whole page there or copy its text, and ingest that.",
        )
    warning = f"The page has about {plainly} characters of text; {found} were found."
    return Extraction(first, [warning])


def _with_captions(pieces: list[Piece], page: Page) -> list[Piece]:
    """Return the pieces with the captions that trafilatura drops, each in its place."""
    known = {piece.text: number for number, piece in enumerate(pieces)}
    after: dict[int, list[Piece]] = {}
    place = -1
    for line in page.lines:
        if line.piece.text in known:
            place = known[line.piece.text]
        elif line.piece.kind == "caption" and not line.around and place >= 0:
            after.setdefault(place, []).append(line.piece)
    return [kept for i, piece in enumerate(pieces) for kept in (piece, *after.get(i, ()))]


def plain_lines(page: Page) -> list[Line]:
    """Return the lines that are plainly running text: long, few links, not around the article."""
    lines = [line for line in _kept(page) if _is_running(line)]
    inside = [line for line in lines if line.article]
    # A page with an article element may still have its text elsewhere.
    return inside if 2 * len(inside) >= len(lines) else lines


def all_pieces(html: str, name: str) -> list[Piece]:
    """Return every block of an HTML text that is all article (an e-mail, a feed's entry).

    Raises:
        IngestError: It is built to stall a parser.
    """
    return [line.piece for line in scan(html, name).lines]


def is_treeable(page: Page) -> bool:
    """Say whether libxml2 reads the page whole."""
    return page.depth <= TREE_DEPTH and page.longest <= MAX_TEXT_NODE


def _kept(page: Page) -> list[Line]:
    """Return the lines that do not stand around the text; all where every one does."""
    kept = [line for line in page.lines if not line.around]
    return kept if any(map(_is_running, kept)) else page.lines


def _is_running(line: Line) -> bool:
    """Say whether a line is running text."""
    size = len(line.piece.text)
    return size >= MIN_LINE and line.links <= MAX_LINK_SHARE * size


def _around_trimmed(page: Page) -> list[Line]:
    """Return the lines from the first to the last that plainly are the text.

    Between them only what is nothing but links goes; a heading right before the first stays.
    """
    running = plain_lines(page)
    if not running:
        return [line for line in _kept(page) if _SENTENCE.search(line.piece.text)]
    lines = _kept(page)
    first = next(i for i, line in enumerate(lines) if line is running[0])
    last = next(i for i in range(len(lines) - 1, -1, -1) if lines[i] is running[-1])
    while first and lines[first - 1].piece.kind == "heading":
        first -= 1
    return [
        line
        for line in lines[first : last + 1]
        if line.links <= MAX_LINK_SHARE * len(line.piece.text)
    ]


def _trafilatura(tree: HtmlElement) -> list[Piece]:
    """Return what trafilatura takes for the article."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.8 s, and only pages need it

    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except RecursionError:
        return []
    body = getattr(found, "body", None)
    return _pieces(body) if body is not None else []


def _pieces(body: _Element) -> list[Piece]:
    """Return the blocks of trafilatura's body."""
    from lxml import etree  # noqa: PLC0415 - loaded with trafilatura

    flow = Flow()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _BODY_KINDS:
                flow.open(_BODY_KINDS[tag])
            elif tag == "lb":
                flow.flush()
            flow.text(element.text or "")
        else:
            if tag in _BODY_KINDS:
                flow.close()
            flow.text(element.tail or "" if element is not body else "")
    flow.flush()
    return flow.pieces
