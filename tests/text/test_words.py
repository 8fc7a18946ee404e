"""Counting words and comparing two versions word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.words import DiffPart, word_count, word_diff
from tests.text.strategies import any_text, prose


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n", 0),
        ("One word's well-known US$4,6 miliar — here.", 7),
        ("bank-bank Zarubezhneft", 2),
        ("漢字かな", 4),
        ("… — !", 0),
    ],
)
def test_counts_words(text: str, count: int) -> None:
    """The table says it."""
    assert word_count(text) == count


@given(st.one_of(any_text, prose), st.one_of(any_text, prose))
def test_the_parts_give_back_both_texts(before: str, after: str) -> None:
    """Nothing is lost on either side, no part is empty, no two neighbours are of a kind."""
    parts = word_diff(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after
    assert all(part.text for part in parts)
    assert all(one.kind != other.kind for one, other in pairwise(parts))


def test_shows_the_changed_word_only() -> None:
    """A changed word is a removal followed by an addition."""
    assert word_diff("rose by 26% in 2024.", "rose by 24% in 2024.") == [
        DiffPart("same", "rose by "),
        DiffPart("removed", "26"),
        DiffPart("added", "24"),
        DiffPart("same", "% in 2024."),
    ]


@pytest.mark.timeout(10)
def test_two_long_texts_without_a_word_in_common_do_not_stall() -> None:
    """Beyond the cap the middle is one removal and one addition."""
    before, after = "a b " * 20_000, "c d " * 20_000
    assert [part.kind for part in word_diff(before, after)][:2] == ["removed", "added"]
