"""One pass over a page, tag by tag: what the page plainly holds.

It builds no tree, so that neither depth nor the length of a text can make it lose anything in
silence, as tree builders do. It serves three ends: to refuse what is built to stall the real
parsers before they see it, to know how much text there is, and to be the second extractor.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.ingest.formats.flow import Flow, clean
from factcheck.ingest.formats.html_tokens import (
    MAX_ATTRIBUTES,
    End,
    Start,
    TooManyAttributesError,
    tokens,
)
from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from factcheck.ingest.formats.html_tokens import Token
    from factcheck.ingest.protocol import Piece
    from factcheck.text.blocks import BlockKind

MAX_ELEMENTS: Final = 500_000
TREE_DEPTH: Final = 250
"""Nesting that libxml2 still follows (255)."""

_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list_item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "table"),
    "blockquote": "quote",
}
_BLOCKS: Final = frozenset(
    """
    address article aside body center details dialog dir div dl fieldset figure footer form
    header hgroup hr html legend main menu nav ol optgroup option p pre section select summary
    table tbody tfoot thead tr ul
    """.split()  # noqa: SIM905
) | frozenset(_KINDS)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_UNSEEN: Final = frozenset(
    """
    applet audio canvas datalist head iframe math noframes noscript object script style svg
    template textarea title video
    """.split()  # noqa: SIM905
)
_AROUND: Final = frozenset("aside button footer form menu nav select".split())  # noqa: SIM905
_ARTICLE: Final = frozenset({"article", "main"})
# What ends by itself when a tag like it, or a block, begins.
_SELF_ENDING: Final = frozenset("dd dt li option p td th tr".split())  # noqa: SIM905
_AROUND_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert|banner|breadcrumbs?|comments?|cookie|copyright|footer|menu|nav|"
    r"navbar|newsletter|popup|promo|recommended|related|share|sharing|sidebar|social|subscribe|"
    r"tags?|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)")
_MAX_UNCLOSED: Final = 64
"""Elements without an end tag that an end tag may end together."""
_MAX_HEAD_ITEM: Final = 1 << 20


class Line(NamedTuple):
    """One block of a page.

    Attributes:
        piece: Its kind and text.
        links: How many of its code points are links.
        around: It stands in a part that pages carry around their text.
        article: It stands in an `article` or `main` element.
    """

    piece: Piece
    links: int
    around: bool
    article: bool


class Tag(NamedTuple):
    """One `meta` or `link` element of the page's head."""

    name: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Page:
    """What a page holds.

    Attributes:
        lines: Its blocks in order, those that are hidden left out.
        title: Its title.
        language: What its `html` element says.
        tags: Its `meta` and `link` elements, wherever they stand.
        json_ld: The contents of its JSON-LD scripts.
        depth: How deeply its elements nest.
        hidden: Code points of text that is not shown.
        longest: Code points of the longest run of text.
    """

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    language: str = ""
    tags: list[Tag] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    depth: int = 0
    hidden: int = 0
    longest: int = 0


def scan(html: str, name: str) -> Page:
    """Look through a page.

    Args:
        html: The page.
        name: For messages.

    Raises:
        IngestError: It is built to stall a parser.
    """
    scanner = _Scanner()
    try:
        for token in tokens(html):
            scanner.take(token)
            if scanner.elements > MAX_ELEMENTS:
                raise refusal(name, f"has more than {MAX_ELEMENTS} elements")
    except TooManyAttributesError:
        # lxml takes time with their square: 60,000 cost it a minute.
        what = f"has an element with more than {MAX_ATTRIBUTES} attributes"
        raise refusal(name, what) from None
    scanner.flush()
    return scanner.page


class _Open(NamedTuple):
    """An element that is open, and what holds within it."""

    tag: str
    block: bool
    unseen: bool
    hidden: bool
    around: bool
    article: bool


_OUTSIDE: Final = _Open("", block=False, unseen=False, hidden=False, around=False, article=False)


class _Scanner:
    """The pass itself."""

    def __init__(self) -> None:
        self.page = Page()
        self.elements = 0
        self._flow = Flow()
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._links = self._anchors = 0
        self._is_json_ld = False

    @property
    def _inner(self) -> _Open:
        return self._open[-1] if self._open else _OUTSIDE

    def take(self, token: Token) -> None:
        """Take the next tag or text."""
        if isinstance(token, Start):
            self._start(token.name, token.attributes)
        elif isinstance(token, End):
            self._close(token.name)
        else:
            self._data(token)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if tag == "html":
            self.page.language = attributes.get("lang", "") or attributes.get("xml:lang", "")
        if tag in {"meta", "link"}:
            self.page.tags.append(Tag(tag, attributes))
        elif tag in {"br", "hr"}:
            self.flush()
        if tag in _VOID:
            return
        self._is_json_ld = tag == "script" and "ld+json" in attributes.get("type", "").lower()
        self._anchors += tag == "a"
        self._end_unclosed(tag)
        self._begin(tag, attributes)

    def _close(self, tag: str) -> None:
        if not self._names[tag]:
            return
        lowest = max(len(self._open) - _MAX_UNCLOSED, 0)
        for at in range(len(self._open) - 1, lowest - 1, -1):
            if self._open[at].tag == tag:
                while len(self._open) > at:
                    self._end()
                return

    def _data(self, data: str) -> None:
        inner = self._inner
        if inner.unseen:
            self._head_data(inner.tag, data)
            return
        self.page.longest = max(self.page.longest, len(data))
        if inner.hidden:
            self.page.hidden += len(data.strip())
            return
        self._flow.text(data)
        if self._anchors:
            self._links += len(data)

    def flush(self) -> None:
        """End the line."""
        piece = self._flow.flush()
        if piece is not None:
            inner = self._inner
            self.page.lines.append(Line(piece, self._links, inner.around, inner.article))
        self._links = 0

    def _end_unclosed(self, tag: str) -> None:
        """End a paragraph, list item or cell that `tag` ends without saying so."""
        inner = self._inner.tag
        if inner in _SELF_ENDING and (inner == tag or (inner == "p" and tag in _BLOCKS)):
            self._end()

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        inner = self._inner
        block = tag in _BLOCKS
        if block:
            self.flush()
            # A paragraph in a list item is one; a list in a quotation goes by its own name.
            self._flow.open(_KINDS.get(tag))
        article = inner.article or tag in _ARTICLE
        self._names[tag] += 1
        self._open.append(
            _Open(
                tag,
                block=block,
                unseen=inner.unseen or tag in _UNSEEN,
                hidden=inner.hidden or _is_hidden(attributes),
                around=inner.around
                or tag in _AROUND
                or (tag == "header" and not inner.article)
                or (tag not in {"html", "body"} and _is_around(attributes)),
                article=article,
            )
        )
        self.page.depth = max(self.page.depth, len(self._open))

    def _end(self) -> None:
        """Close the innermost element."""
        if self._inner.block:
            self.flush()
            self._flow.close()
        element = self._open.pop()
        self._names[element.tag] -= 1
        self._anchors -= element.tag == "a"

    def _head_data(self, tag: str, data: str) -> None:
        """Keep what the head says of the page."""
        if tag == "title" and not self.page.title:
            self.page.title = clean(data[:_MAX_HEAD_ITEM])
        elif tag == "script" and self._is_json_ld and len(data) <= _MAX_HEAD_ITEM:
            self.page.json_ld.append(data)


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Say whether an element is not shown."""
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")[:1000]))


def _is_around(attributes: dict[str, str]) -> bool:
    """Say whether an element's names tell that it holds what stands around the text."""
    return attributes.get("role") in {"navigation", "banner", "contentinfo"} or any(
        _AROUND_NAMES.search(attributes.get(key, "")[:300]) for key in ("class", "id")
    )
