"""Tags and texts of a page, in one pass that takes time with the page's length and no more.

The rules are those of the HTML standard's tokenizer as far as text and attributes need them. The
standard library's parser is not used: in Python 3.11 twenty thousand times `<a ` take it 115 s.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ATTRIBUTES: Final = 1_000
"""Attributes of one element that are read; one more is enough to know that there are too many."""


class Start(NamedTuple):
    """The start tag of an element; of attributes that come twice the first counts."""

    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    """The end tag of an element."""

    name: str


Token = Start | End | str

_NAME: Final = re.compile(r"[^\s/>]++")
_ATTRIBUTE: Final = re.compile(
    r"[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++))?)?)"
)
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
}
_ESCAPABLE: Final = frozenset({"textarea", "title"})


class TooManyAttributesError(Exception):
    """An element has more than `MAX_ATTRIBUTES` attributes."""


def tokens(page: str) -> Iterator[Token]:
    """Yield the tags and texts of a page in order.

    A comment, tag or script that never ends takes all that follows with it, as in a browser.

    Raises:
        TooManyAttributesError: An element has more attributes than any page has.
    """
    at = done = 0
    while (at := page.find("<", at)) >= 0:
        following = page[at + 1 : at + 2]
        if not (following.isalpha() and following.isascii()) and following not in {"/", "!", "?"}:
            at += 1
            continue
        if done < at:
            yield html.unescape(page[done:at])
        if following.isalpha():
            tag, at = _start(page, at + 1)
            if tag is not None:
                yield tag
                yield from _raw(page, tag.name, at)
                at = _raw_end(page, tag.name, at)
        elif following == "/" and page[at + 2 : at + 3].isalpha():
            name = _NAME.match(page, at + 2)
            at = _after(page, ">", at)
            yield End(name.group().lower() if name else "")
        else:
            at = _after(page, "-->" if page.startswith("<!--", at) else ">", at)
        done = at
    if done < len(page):
        yield html.unescape(page[done:])


def _after(page: str, what: str, at: int) -> int:
    """Return the offset after the next `what`, or that of the page's end."""
    found = page.find(what, at)
    return found + len(what) if found >= 0 else len(page)


def _start(page: str, at: int) -> tuple[Start | None, int]:
    """Return the start tag whose name begins at `at`, and the offset after it."""
    name = _NAME.match(page, at)
    attributes: dict[str, str] = {}
    at = name.end() if name else at
    count = 0
    while (match := _ATTRIBUTE.match(page, at)) is not None:
        at = match.end()
        if match["end"]:
            return Start(name.group().lower() if name else "", attributes), at
        count += 1
        if count > MAX_ATTRIBUTES:
            raise TooManyAttributesError
        value = match["double"] or match["single"] or match["bare"] or ""
        attributes.setdefault(match["name"].lower(), html.unescape(value))
    return None, len(page)


def _raw(page: str, name: str, at: int) -> Iterator[str]:
    """Yield the content of an element in which tags mean nothing."""
    end = _raw_end(page, name, at)
    if end > at:
        content = page[at:end]
        yield html.unescape(content) if name in _ESCAPABLE else content


def _raw_end(page: str, name: str, at: int) -> int:
    """Return where the content of such an element ends; `at` for any other element."""
    pattern = _RAW.get(name)
    if pattern is None:
        return at
    found = pattern.search(page, at)
    return found.start() if found else len(page)
