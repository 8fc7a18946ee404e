"""Coverage, scales, vocabulary, errors, and small things of rows and views."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest

from factcheck.domain import errors
from factcheck.domain.coverage import Coverage, coverage_of
from factcheck.domain.scales import DEFAULT_SCALE, PRESETS, PresetScale
from factcheck.domain.views import first_words, shorten
from factcheck.domain.vocabulary import Mark, SentenceKind

SPANS = st.lists(
    st.tuples(
        st.integers(0, 100),
        st.integers(1, 50),
        st.sampled_from(list(SentenceKind)),
        st.sampled_from(list(Mark)),
    ).map(lambda span: (span[0], span[0] + span[1], str(span[2]), str(span[3])))
)


@hypothesis.given(SPANS)
def test_coverage_adds_up(spans: list[tuple[int, int, str, str]]) -> None:
    """Every counted sentence is in one pile, and furniture is in none."""
    coverage = coverage_of(spans)
    counted = [span for span in spans if span[2] != "furniture"]
    assert coverage.sentences == len(counted)
    assert coverage.covered + coverage.queries + coverage.untouched == coverage.sentences
    assert coverage.untouched == sum(span[3] == "untouched" for span in counted)
    assert coverage.characters == sum(end - start for start, end, *_ in counted)
    assert 0 <= coverage.covered_characters <= coverage.characters
    assert 0 <= coverage.percent <= 100
    assert coverage.complete == (coverage.sentences > 0 and coverage.covered == coverage.sentences)
    assert (coverage.percent == 100) == coverage.complete


def test_one_open_sentence_of_a_thousand_is_not_complete() -> None:
    """Rounded down: 100 means all of them."""
    coverage = Coverage(sentences=1000, claims=999)
    assert (coverage.percent, coverage.complete) == (99, False)


def test_an_article_without_sentences() -> None:
    """No division by zero, and not complete."""
    assert (Coverage().percent, Coverage().complete, coverage_of([]).sentences) == (0, False, 0)


@pytest.mark.parametrize("scale", PRESETS.values(), ids=PRESETS)
def test_scales_are_usable(scale: PresetScale) -> None:
    """Keys are digits and unique, codes and symbols tell ratings apart, values rise from 1."""
    ratings = scale.ratings
    for field in ("code", "key", "label", "indonesian"):
        values = [getattr(rating, field) for rating in ratings]
        assert len(set(values)) == len(values), field
        assert all(values), field
    symbols = [(rating.symbol, rating.color) for rating in ratings]
    assert len(set(symbols)) == len(symbols)
    assert all(len(rating.key) == 1 and rating.key in "0123456789" for rating in ratings)
    assert all(rating.symbol and rating.meaning.endswith(".") for rating in ratings)
    assert all(len(rating.color) == 7 and int(rating.color[1:], 16) >= 0 for rating in ratings)
    ordered = [rating.value for rating in ratings if rating.value is not None]
    assert ordered == list(range(1, len(ordered) + 1))
    assert [rating.key for rating in ratings if rating.value is not None] == [
        str(value) for value in ordered
    ]
    assert all(code == code.lower() and " " not in code for code in (r.code for r in ratings))


def test_scales_are_found_by_their_slug() -> None:
    """And the default is one of them."""
    assert all(slug == scale.slug for slug, scale in PRESETS.items())
    assert DEFAULT_SCALE in PRESETS


def test_every_refusal_has_an_exit_code_of_its_own() -> None:
    """Scripts tell them apart."""
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.FactcheckError)
    ]
    codes = [kind.exit_code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(0 < code < 64 for code in codes)


def test_an_error_shows_its_hint() -> None:
    """Both in one line; without a hint no space is left over."""
    assert str(errors.RefusedError("No.", hint="Try later.")) == "No. Try later."
    assert str(errors.RefusedError("No.")) == "No."


@hypothesis.given(st.text(max_size=300), st.integers(4, 80))
def test_shortened_text_fits(text: str, limit: int) -> None:
    """On one line, no longer than asked for, and cut only where it has to be."""
    short = shorten(text, limit)
    assert len(short) <= max(limit, 2) + 1
    assert "\n" not in short
    line = " ".join(text.split())
    if len(line) <= limit and len(text) <= limit * 4:
        assert short == line
    elif short.endswith(" …"):
        assert line.startswith(short[:-2])


def test_an_article_without_sentences_has_no_first_words() -> None:
    """Never an invented title."""
    assert first_words("anything", ()) == ""
