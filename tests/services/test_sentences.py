"""Splitting and joining sentences by hand: an event each, and claims keep their spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import JoinSentences, MarkSentence, SplitSentence, TagClaim
from factcheck.domain.errors import InvalidInputError, RefusedError, StaleError
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article, mark_sentence
from factcheck.services.claims import get_claim, tag_claim
from factcheck.services.history import list_events
from factcheck.services.ingest import ingest_text
from factcheck.services.proof import rebuild
from factcheck.services.sentences import join_sentences, split_sentence
from factcheck.services.undo import redo, undo

if TYPE_CHECKING:
    from factcheck.domain.views import ArticleView
    from factcheck.services.desk import Desk

TEXT = "Rice rose and wheat fell. The minister said so.\n\nBaca juga: Harga beras\n\nThat was all."


@pytest.fixture
def view(desk: Desk) -> ArticleView:
    """Return an article of three sentences with page furniture before the last."""
    ingest_text(desk, TEXT, "prices.txt")
    return get_article(desk, "A1")


def words(desk: Desk) -> list[str]:
    """Return the words of the counted sentences as they stand now."""
    view = get_article(desk, "A1")
    return [view.text[s.start : s.end] for s in view.sentences if s.counted]


def split(view: ArticleView, before: str, sentence: int = 0) -> SplitSentence:
    """Return the command that splits a sentence before a word."""
    first = view.sentences[sentence]
    return SplitSentence(
        article_id=view.article.id,
        start=first.start,
        version=first.version,
        at=view.text.index(before),
    )


def join(view: ArticleView, sentence: int) -> JoinSentences:
    """Return the command that joins a sentence with the next."""
    first, *others = [s for s in view.sentences if s.counted][sentence:]
    return JoinSentences(
        article_id=view.article.id,
        start=first.start,
        version=first.version,
        next_version=others[0].version if others else 1,
    )


def test_a_split_makes_two_exact_spans(desk: Desk, view: ArticleView) -> None:
    """The white space between them belongs to neither, and nothing else moves."""
    split_sentence(desk, split(view, "and wheat"))
    assert words(desk) == [
        "Rice rose",
        "and wheat fell.",
        "The minister said so.",
        "That was all.",
    ]
    assert rebuild(desk).equal


def test_a_join_makes_one_of_two(desk: Desk, view: ArticleView) -> None:
    """The span runs from the start of the first to the end of the second."""
    join_sentences(desk, join(view, 0))
    assert words(desk) == ["Rice rose and wheat fell. The minister said so.", "That was all."]
    assert rebuild(desk).equal


def test_undo_and_redo_of_both(desk: Desk, view: ArticleView) -> None:
    """Taking them back restores the sentences, and bringing them back cuts again."""
    before = words(desk)
    split_sentence(desk, split(view, "and wheat"))
    after = words(desk)
    assert "split “Rice rose" in undo(desk).summary
    assert words(desk) == before
    redo(desk)
    assert words(desk) == after
    join_sentences(desk, join(get_article(desk, "A1"), 0))
    assert words(desk) == before
    undo(desk)
    assert words(desk) == after
    assert "joined" in list_events(desk)[1].summary


def test_a_claim_keeps_its_span_and_the_other_half_is_open(desk: Desk, view: ArticleView) -> None:
    """What was tagged stays tagged; the half without a claim has to be decided."""
    start = view.text.index("wheat fell")
    claim = tag_claim(
        desk, TagClaim(article_id=view.article.id, start=start, end=start + len("wheat fell"))
    )
    first, second = split_sentence(desk, split(get_article(desk, "A1"), "and wheat"))
    assert (first.mark, second.mark) == (Mark.UNTOUCHED, Mark.CLAIM)
    kept = get_claim(desk, claim.ref).claim
    assert (kept.start, kept.end, kept.exact) == (claim.start, claim.end, "wheat fell")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (Mark.NOT_A_CLAIM, Mark.NOT_A_CLAIM, Mark.NOT_A_CLAIM),
        (Mark.NOT_A_CLAIM, Mark.QUERY, Mark.UNTOUCHED),
        (Mark.CLAIM, Mark.NOT_A_CLAIM, Mark.CLAIM),
        (Mark.UNTOUCHED, Mark.CLAIM, Mark.CLAIM),
    ],
)
def test_the_mark_of_a_joined_sentence(
    desk: Desk, view: ArticleView, first: Mark, second: Mark, joined: Mark
) -> None:
    """Alike stays, a claim wins, anything else is open again."""
    for sentence, mark in zip(view.sentences, (first, second), strict=False):
        article, start = view.article.id, sentence.start
        if mark is Mark.CLAIM:
            tag_claim(desk, TagClaim(article_id=article, start=start, end=sentence.end))
        else:
            mark_sentence(desk, MarkSentence(article_id=article, start=start, version=1, mark=mark))
    assert join_sentences(desk, join(get_article(desk, "A1"), 0)).mark is joined


@pytest.mark.parametrize("at", [0, -5, 25, 10_000])
def test_a_split_needs_words_on_both_sides(desk: Desk, view: ArticleView, at: int) -> None:
    """A place outside the sentence, or at its end, is refused and nothing is written."""
    events = len(list_events(desk))
    command = SplitSentence(article_id=view.article.id, start=0, version=1, at=at)
    with pytest.raises(InvalidInputError, match="between two of its words"):
        split_sentence(desk, command)
    assert len(list_events(desk)) == events


def test_no_join_across_furniture_or_past_the_end(desk: Desk, view: ArticleView) -> None:
    """Page furniture between two sentences, or nothing after the last, is refused."""
    for sentence in (1, 2):
        with pytest.raises(RefusedError, match="no sentence right after"):
            join_sentences(desk, join(view, sentence))


def test_a_stale_split_or_join_is_refused(desk: Desk, view: ArticleView) -> None:
    """Somebody marked the sentence since it was read."""
    mark_sentence(
        desk, MarkSentence(article_id=view.article.id, start=0, version=1, mark=Mark.QUERY)
    )
    with pytest.raises(StaleError):
        split_sentence(desk, split(view, "and wheat"))
    with pytest.raises(StaleError):
        join_sentences(desk, join(view, 0))


def test_a_join_does_not_swallow_a_newer_mark_of_the_second(desk: Desk, view: ArticleView) -> None:
    """A colleague's decision on the second sentence is not lost unseen."""
    second = view.sentences[1]
    mark_sentence(
        desk,
        MarkSentence(article_id=view.article.id, start=second.start, version=1, mark=Mark.QUERY),
    )
    with pytest.raises(StaleError):
        join_sentences(desk, join(view, 0))
