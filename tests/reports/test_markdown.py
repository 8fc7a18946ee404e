"""The Markdown report: what it says, and that text from outside stays text in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from factcheck.reports.markdown import escape, markdown_report
from tests.reports.golden import assert_golden
from tests.reports.naughty import NAUGHTY
from tests.reports.rows import hostile, report

if TYPE_CHECKING:
    from markdown_it.token import Token


def parsed(markdown: str) -> list[Token]:
    """Read as GitHub does: tables, strike-through and automatic links included."""
    reader = MarkdownIt("gfm-like")
    tokens = reader.parse(markdown)
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def kinds(tokens: list[Token]) -> Counter[str]:
    """Count kinds of token."""
    return Counter(token.type for token in tokens)


@pytest.mark.parametrize("of", ["articles", "claims"])
def test_report_is_what_it_was(of: str) -> None:
    """The same rows give the same bytes, now and in the next release."""
    assert markdown_report(report(of=of)) == markdown_report(report(of=of))
    assert_golden(f"{of}.md", markdown_report(report(of=of)))


def test_hostile_report_is_what_it_was() -> None:
    """What is shown of hostile text does not change unseen either."""
    assert_golden("hostile.md", markdown_report(report(hostile)))


@pytest.mark.parametrize("of", ["articles", "claims"])
@pytest.mark.parametrize("words", NAUGHTY)
def test_text_from_outside_makes_no_markup(words: str, of: str) -> None:
    """Whatever a field holds: no link, image, table, code or HTML of its own, no new heading."""
    markdown = markdown_report(report(lambda _: words, of=of)).decode()
    tokens = parsed(markdown)
    found, plain = kinds(tokens), kinds(parsed(markdown_report(report(of=of)).decode()))
    assert found["heading_open"] <= plain["heading_open"] + 0
    for kind in ("image", "table_open", "fence", "s_open", "hr", "em_open", "ordered_list_open"):
        assert found[kind] == 0, kind
    anchors = {token.content for token in tokens if token.type in {"html_inline", "html_block"}}
    assert all(re.fullmatch(r'(<a id="[ac]\d+">|</a>|\s)*', anchor) for anchor in anchors)
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
            assert address.startswith("#") or (address in words and token.info != "auto")
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown) is None


@pytest.mark.parametrize(
    "words",
    [words for words in NAUGHTY if words.strip() and words.isprintable() and "  " not in words],
)
def test_escaped_words_read_as_they_are(words: str) -> None:
    """A reader of the rendered page sees the very words, no more and no fewer."""
    inline = [token for token in parsed(f"Said: {escape(words)}") if token.type == "inline"]
    shown = "".join(child.content for token in inline for child in token.children or ())
    assert shown == f"Said: {words}".rstrip(" ")


def test_prose_stays_readable() -> None:
    """Ordinary sentences are hardly touched."""
    assert escape("At 14:02, 26% of it (see p. 3) rose to US$4.6 billion.") == (
        "At 14:02, 26% of it (see p. 3) rose to US\\$4.6 billion."
    )


def test_working_notes_are_not_published() -> None:
    """The desk's own notes on claims and sources stay on the desk."""
    assert b"working note" not in markdown_report(report())
