"""The HTML report: complete in itself, in order, and never more than text from outside."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from factcheck.domain.scales import PRESETS
from factcheck.reports.html import html_report
from factcheck.reports.outside import ink_on
from tests.reports.golden import assert_golden
from tests.reports.naughty import NAUGHTY
from tests.reports.rows import TEXT, hostile, report

VOID: Final = {"meta", "rect", "link", "br", "img", "input", "hr", "base"}
CONTROL_OR_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]"
)


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.style = ""
        self.text: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Close an element; it must be the one that was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in order."""
        return [value for _, found, value in self.attributes if found == name]


@pytest.mark.parametrize("of", ["articles", "claims"])
def test_report_is_what_it_was(of: str) -> None:
    """The same rows give the same bytes, now and in the next release."""
    first, second = html_report(report(of=of)), html_report(report(of=of))
    assert first == second
    assert_golden(f"{of}.html", first)


def test_hostile_report_is_what_it_was() -> None:
    """What is shown of hostile text does not change unseen either."""
    assert_golden("hostile.html", html_report(report(hostile)))


@pytest.mark.parametrize("of", ["articles", "claims"])
@pytest.mark.parametrize("words", NAUGHTY)
def test_text_from_outside_stays_text(words: str, of: str) -> None:
    """Whatever a field holds, the page has the same elements, and nothing runs or loads."""
    plain = Page(html_report(report(of=of)))
    page_bytes = html_report(report(lambda _: words, of=of))
    page = Page(page_bytes)
    assert page.open == []
    allowed = set(plain.tags) | {"li", "p", "bdi", "strong", "blockquote", "time", "span", "cite"}
    assert set(page.tags) <= allowed
    assert page.tags["script"] == page.tags["img"] == page.tags["iframe"] == 0
    assert page.tags["style"] == page.tags["title"] == 1
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"src", "style", "srcset", "action", "formaction", "ping"}
    for _, name, value in page.attributes:
        if name == "href":
            assert value.startswith("#") or value == words
            assert value.startswith(("#", "http://", "https://"))
    assert CONTROL_OR_HIDDEN.search(page_bytes.decode()) is None
    assert "evil.example" not in page.style


def test_policy_allows_the_stylesheet_and_nothing_else() -> None:
    """The hash in the policy is that of the style element as a browser computes it."""
    page = Page(html_report(report()))
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in page.style
    assert "@import" not in page.style


@pytest.mark.parametrize("of", ["articles", "claims"])
def test_headings_are_in_order_and_anchors_exist(of: str) -> None:
    """One h1, no level left out, every id once, and every link within the page leads somewhere."""
    page_bytes = html_report(report(of=of))
    page = Page(page_bytes)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page_bytes.decode())]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = Counter(page.values("id"))
    assert set(ids.values()) == {1}
    targets = [value[1:] for value in page.values("href") if value.startswith("#")]
    assert set(targets) <= set(ids)
    labels = [one for value in page.values("aria-labelledby") for one in value.split()]
    assert set(labels) <= set(ids)


def test_single_claim_is_the_page_itself() -> None:
    """A report of one claim has that claim for its first heading."""
    whole = report(of="claims")
    page = html_report(whole.model_copy(update={"claims": whole.claims[:1]})).decode()
    assert '<h1 id="C1-title">' in page
    assert page.count("<h1") == 1


def test_tables_have_captions_and_headers() -> None:
    """A table says what it is, and which cells are its headers."""
    page = Page(html_report(report()))
    assert page.tags["table"] == page.tags["caption"] == 2
    assert set(page.values("scope")) == {"col", "row"}


def test_text_of_the_article_is_complete_and_in_its_language() -> None:
    """Every word of the text is shown, and marked with its language."""
    page = Page(html_report(report()))
    shown = " ".join("".join(page.text).split())
    for line in TEXT.split("\n\n")[1:2]:
        assert line in shown
    assert "It rained." in shown
    assert "Who will pay?" in shown
    assert {"en", "id"} <= set(page.values("lang"))


def test_holes_in_the_coverage_are_listed() -> None:
    """What was not decided of is listed with its number and leads to its place."""
    page = html_report(report()).decode()
    assert "60&nbsp;% of the text is covered" in page
    assert '<li value="4"><a href="#A1-s4"' in page
    assert '<li value="5"><a href="#A1-s5"' in page


def test_links_tell_nothing_to_where_they_lead() -> None:
    """Links out carry rel=noopener noreferrer."""
    page = html_report(report()).decode()
    out = re.findall(r'<a href="https?://[^"]*"[^>]*>', page)
    assert out
    assert all('rel="noopener noreferrer"' in tag for tag in out)


def test_working_notes_are_not_published() -> None:
    """The desk's own notes on claims and sources stay on the desk."""
    assert b"working note" not in html_report(report())


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "colour",
    [
        *sorted({rating.color for preset in PRESETS.values() for rating in preset.ratings}),
        "#ffffff",
        "#000000",
        "#777777",
        "#757575",
        "#ff0000",
        "#00ff00",
        "#0000ff",
    ],
)
def test_labels_can_be_read_on_every_colour(colour: str) -> None:
    """A label has at least WCAG's 4.5:1 on any colour that a desk may choose."""
    assert _contrast(colour, ink_on(colour)) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_of_the_page_can_be_read(scheme: int) -> None:
    """Ink, quiet ink and links have at least 4.5:1 on every ground they stand on."""
    css = (Path(html_report.__code__.co_filename).parent / "templates" / "report.css").read_text(
        encoding="utf-8"
    )
    block = css.split(":root {")[1 + scheme].split("}")[0]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
    for ink in ("ink", "quiet", "link"):
        for ground in ("paper", "sheet", "hole", "mark"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
