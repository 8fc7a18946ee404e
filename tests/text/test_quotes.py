"""A quote is found again, or a person is asked; it is never put elsewhere in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.normalise import normalise
from factcheck.text.quotes import find_passage, locate, make_quote
from tests.text.strategies import any_text, prose

TEXT = "Trade rose by 26% last year. Exports rose by 26% too. Imports fell."


def test_a_quote_keeps_its_context() -> None:
    """Prefix and suffix are as long as the text allows."""
    quote = make_quote(TEXT, 6, 17, context=6)
    assert (quote.prefix, quote.exact, quote.suffix) == ("Trade ", "rose by 26%", " last ")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 3), (-1, 3), (0, 999)])
def test_no_quote_of_nothing(start: int, end: int) -> None:
    """An empty span or one outside the text is refused."""
    with pytest.raises(ValueError, match="no passage"):
        make_quote(TEXT, start, end)


def test_a_negative_context_is_refused() -> None:
    """It would cut the wrong side."""
    with pytest.raises(ValueError, match="negative"):
        make_quote(TEXT, 0, 5, context=-1)


@pytest.mark.parametrize(
    ("passage", "occurrence", "later", "state"),
    [
        pytest.param("Imports fell", 0, TEXT, "exact", id="untouched"),
        pytest.param("Imports fell", 0, "NEW. " + TEXT, "moved", id="text put before it"),
        pytest.param("Imports fell", 0, "Nothing of it.", "gone", id="deleted"),
        pytest.param("rose by 26%", 1, TEXT, "exact", id="second of two"),
        pytest.param("rose by 26%", 1, "X. " + TEXT, "moved", id="both contexts decide"),
        pytest.param(
            "rose by 26%", 1, "A rose by 26%. B rose by 26%.", "ambiguous", id="no context left"
        ),
        pytest.param("rose by 26%", 0, "It rose by 26%.", "moved", id="only one left"),
    ],
)
def test_says_where_a_quote_stands_now(
    passage: str, occurrence: int, later: str, state: str
) -> None:
    """The table says it; where there is a place, the passage stands there."""
    start = TEXT.index(passage)
    for _ in range(occurrence):
        start = TEXT.index(passage, start + 1)
    anchoring = locate(make_quote(TEXT, start, start + len(passage)), later)
    assert anchoring.state == state
    if anchoring.start is not None:
        assert later[anchoring.start : anchoring.end] == passage


def test_equal_passages_that_changed_places_are_not_confused() -> None:
    """The same words at the old position, but with the context of another place, do not count."""
    text = "aa; X: 5. bb; Y: 5. cc"
    quote = make_quote(text, 18, 19, context=4)  # quotes nothing but a full stop after Y: 5
    cut = text[10:] + " Z: 5. bb; Y: 5. dd"
    anchoring = locate(quote, cut)
    assert anchoring.state in {"moved", "ambiguous"}


def test_a_passage_found_too_often_is_left_to_a_person() -> None:
    """A cap bounds the work; beyond it nothing is decided."""
    quote = make_quote("xay", 1, 2)
    assert locate(quote, "b" + "a" * 5_000).state == "ambiguous"


@given(st.one_of(prose, any_text).map(normalise), st.data())
def test_in_the_same_text_a_quote_is_exact(text: str, data: st.DataObject) -> None:
    """Whatever repeats, the old position has the best context."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchoring = locate(make_quote(text, start, end), text)
    assert (anchoring.state, anchoring.start, anchoring.end) == ("exact", start, end)


@given(prose, prose, st.data())
def test_whatever_happened_to_the_text_a_place_holds_the_passage(
    text: str, later: str, data: st.DataObject
) -> None:
    """A stated place always holds the exact characters."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchoring = locate(make_quote(text, start, end), later)
    assert (anchoring.start is None) == (anchoring.state in {"ambiguous", "gone"})
    if anchoring.start is not None:
        assert later[anchoring.start : anchoring.end] == text[start:end]
    assert (anchoring.state == "gone") == (text[start:end] not in later)


SOURCE = "He said: “Russia…and\n  Vietnam’s  ties—are STRONG.” Straße 5. Again strong."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("Russia...and Vietnam's ties", ["Russia…and\n  Vietnam’s  ties"], id="marks"),
        pytest.param("  STRONG ", ["STRONG", "strong"], id="case"),
        pytest.param('"russia', ["“Russia"], id="quotation mark"),
        pytest.param("ties-are", ["ties—are"], id="dash"),
        pytest.param("strasse", ["Straße"], id="sharp s"),
        pytest.param("stras", [], id="half of a sharp s"),
        pytest.param("Russias", [], id="another word"),
        pytest.param("  ", [], id="nothing typed"),
        pytest.param("", [], id="empty"),
    ],
)
def test_finds_a_typed_passage_as_the_source_spells_it(typed: str, found: list[str]) -> None:
    """The table says it."""
    assert [span.of(SOURCE) for span in find_passage(SOURCE, typed)] == found


@given(prose.map(normalise), st.data())
def test_what_is_copied_from_the_source_is_found_in_it(text: str, data: st.DataObject) -> None:
    """Every whole word sequence is found, whatever happens to its white space and case."""
    words = text.split()
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    typed = "\n ".join(words[start:end]).upper()
    spans = find_passage(text, typed)
    assert spans
    assert all(span.of(text).split()[0].upper() for span in spans)


@pytest.mark.timeout(10)
def test_finding_takes_linear_time() -> None:
    """Long runs of white space and near misses do not blow up."""
    assert find_passage("a " * 50_000 + " " * 50_000 + "b", "a " * 500 + "c") == []
