"""Cutting an article's text into pieces: nothing lost, nothing twice, claims where they stand."""

from __future__ import annotations

import pytest

from factcheck.domain.rows import Sentence
from factcheck.domain.views import ArticleView, ClaimView
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.reports.marked_text import holes, numbered_sentences, paragraphs
from tests.reports.rows import AIM, DOUBLED, TEXT, article, article_view, claim, report


def text_of(view: ArticleView) -> str:
    """Return all pieces joined, without white space."""
    return "".join(
        "".join(piece.text.split())
        for paragraph in paragraphs(view)
        for segment in paragraph.segments
        for piece in segment.pieces
    )


def a_claim(number: int, words: str) -> ClaimView:
    """Return an open claim of these words."""
    return ClaimView(claim=claim(number, words), article=article(), evidence=(), verdicts=())


def a_view(text: str, *spans: tuple[int, int]) -> ArticleView:
    """Return an article of this text with sentences at these places."""
    sentences = tuple(
        Sentence(
            article_id="0195-article",
            start=start,
            end=end,
            kind=SentenceKind.SENTENCE,
            rule="",
            mark=Mark.UNTOUCHED,
            version=1,
        )
        for start, end in spans
    )
    return article_view().model_copy(update={"text": text, "sentences": sentences})


def test_nothing_is_lost() -> None:
    """The pieces are the text."""
    assert text_of(report().articles[0]) == "".join(TEXT.split())


def test_claims_stand_where_their_words_are() -> None:
    """A piece in a claim holds that claim's words and says where the claim begins and ends."""
    pieces = [
        piece
        for paragraph in paragraphs(report().articles[0])
        for segment in paragraph.segments
        for piece in segment.pieces
        if piece.claim
    ]
    assert [piece.text for piece in pieces] == [AIM, DOUBLED]
    assert [piece.ends[0].claim.ref for piece in pieces] == ["C1", "C2"]
    assert [piece.begins[0].claim.ref for piece in pieces] == ["C1", "C2"]


def test_overlapping_claims_show_the_shorter_one() -> None:
    """Where two claims share words, those words lead to the narrower claim."""
    outer = a_claim(1, "The two countries aim at $10 billion by 2020, and trade doubled")
    inner = a_claim(2, "aim at $10 billion")
    view = article_view(claims=(outer, inner))
    shown = [
        (piece.text, piece.claim.claim.ref)
        for paragraph in paragraphs(view)
        for segment in paragraph.segments
        for piece in segment.pieces
        if piece.claim
    ]
    assert ("aim at $10 billion", "C2") in shown
    assert ("The two countries ", "C1") in shown
    assert text_of(view) == "".join(TEXT.split())


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("One. Two.\nThree.", [(0, 4), (5, 9), (10, 16)], 2),
        ("One.\n\nTwo.", [(0, 4), (6, 10)], 2),
        (
            "A line that\nis wrapped. Two.\nThree.\n\nFour.",
            [(0, 23), (24, 28), (29, 35), (37, 42)],
            2,
        ),
        ("before One. after", [(7, 11)], 1),
        ("One.\nloose\nTwo.", [(0, 4), (11, 15)], 2),
        ("One. loose\nTwo.", [(0, 4), (11, 15)], 2),
        ("", [], 0),
    ],
)
def test_paragraphs(text: str, spans: list[tuple[int, int]], expected: int) -> None:
    """Line ends make paragraphs, but not within hard-wrapped text; loose text is kept."""
    view = a_view(text, *spans)
    assert len(paragraphs(view)) == expected
    assert text_of(view) == "".join(text.split())


def test_furniture_has_no_number() -> None:
    """Sentences that count are numbered from 1 in order; holes keep these numbers."""
    view = article_view()
    assert [sentence.counted for sentence in numbered_sentences(view.sentences).values()] == [
        True
    ] * 5
    assert [hole.number for hole in holes(view)] == [4, 5]
