"""The page that is read and the selection of words: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article
from factcheck.tui.page import MAX_PARAGRAPH_SENTENCES, Page, page_of_article, page_of_text
from factcheck.tui.parts import part_of
from factcheck.tui.widgets.find_bar import places_of

if TYPE_CHECKING:
    from factcheck.services.desk import Desk


@pytest.fixture
def page(desk: Desk) -> Page:
    """The page of the first article."""
    return page_of_article(get_article(desk, "A1"))


def assert_whole(page: Page) -> None:
    """Every sentence stands in exactly one paragraph, in order."""
    members = [index for p in page.paragraphs for index in range(p.first, p.last)]
    assert members == list(range(len(page.sentences)))
    for at, paragraph in enumerate(page.paragraphs):
        assert paragraph.start == page.sentences[paragraph.first].start
        assert paragraph.end == page.sentences[paragraph.last - 1].end
        assert all(page.paragraph_of(i) == at for i in range(paragraph.first, paragraph.last))


def test_paragraphs_are_those_of_the_text(page: Page) -> None:
    """Paragraphs are separated where the text separates them."""
    assert_whole(page)
    assert [p.last - p.first for p in page.paragraphs] == [2, 2, 1, 1]


def test_stepping_passes_over_furniture(page: Page) -> None:
    """The last line, `Source: Agencies`, is never stepped to."""
    assert not page.sentences[-1].counted
    assert page.last == len(page.sentences) - 2
    assert page.step(page.last, 1) == page.last
    assert page.step(0, -1) == 0
    assert page.step_paragraph(0, 1) == 2
    assert page.step_paragraph(3, -1) == 0
    assert page.counted == 5
    assert [page.ordinal(index) for index in range(6)] == [1, 2, 3, 4, 5, 5]


def test_undecided_sentences_are_found_all_round(page: Page) -> None:
    """The search goes round at the end, and says when nothing is left."""
    decided = page
    for index in (0, 1, 3, 4):
        sentence = page.sentences[index].model_copy(update={"mark": Mark.QUERY})
        decided = decided.with_sentence(sentence)
    assert decided.step_unreviewed(4, 1) == 2
    assert decided.step_unreviewed(0, -1) == 2
    all_done = decided.with_sentence(
        page.sentences[2].model_copy(update={"mark": Mark.NOT_A_CLAIM})
    )
    assert all_done.step_unreviewed(0, 1) is None


@pytest.mark.parametrize("text", ["", "   \n", "One. Two.\n\nThree."])
def test_pages_of_sources(text: str) -> None:
    """Any text makes a page, an empty one too."""
    page = page_of_text(text, "en")
    assert_whole(page)
    assert page.first == 0
    assert page.last == max(0, len(page.sentences) - 1)
    assert page.step_unreviewed(0, 1) in {None, 0, 1}


def test_endless_paragraphs_are_cut() -> None:
    """A paragraph of thousands of sentences is drawn as several."""
    page = page_of_text("A short sentence stands here. " * 1_000, "en")
    assert_whole(page)
    assert max(p.last - p.first for p in page.paragraphs) <= MAX_PARAGRAPH_SENTENCES


def test_parts_move_by_words() -> None:
    """Either end of a selection moves, not beyond the words that there are."""
    text = "One two three. Four"
    part = part_of(text, 0, len(text), 4)
    assert part is not None
    assert text[part.start : part.end] == "two"
    assert text[part.moved(1).start : part.moved(1).end] == "two three."
    assert text[part.moved(-9).start : part.moved(-9).end] == "One two"
    turned = part.moved(1).turned().moved(-1)
    assert text[turned.start : turned.end] == "One two three."
    assert part_of("   ", 0, 3, 0) is None


@given(st.text(alphabet="ab 漢,\n", min_size=1, max_size=40), st.data())
def test_parts_never_leave_their_text(text: str, data: st.DataObject) -> None:
    """Whatever is pressed, a selection holds at least one word of the text."""
    part = part_of(text, 0, len(text), data.draw(st.integers(0, len(text))))
    if part is None:
        assert not text.strip()
        return
    for step in data.draw(st.lists(st.integers(-3, 3), max_size=6)):
        part = part.moved(step) if step else part.turned()
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip() == text[part.start : part.end]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ()),
        ("  ", ()),
        ("trade", ((0, 5), (10, 15))),
        ("TRADE of", ((0, 8),)),
        ("of\na", ((6, 10),)),
        ("(", ()),
        (".*", ()),
    ],
)
def test_places(words: str, expected: tuple[tuple[int, int], ...]) -> None:
    """Words are found in any case, over line ends, and are no pattern."""
    assert places_of("trade of\n  a", "x") == ()
    text = "trade of\ntrade" if expected != ((6, 10),) else "trade of\na"
    if expected == ((0, 5), (10, 15)):
        text = "trade of\n trade"
    assert places_of(text, words) == expected
