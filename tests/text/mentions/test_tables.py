"""The tables of eval/mentions, held to their floor."""

from __future__ import annotations

from collections import Counter

import pytest

from eval import run_mentions


@pytest.fixture(scope="module")
def rows() -> list[run_mentions.Case]:
    """Return the rows of all tables."""
    return list(run_mentions.cases())


def test_accuracy_is_not_below_its_floor(rows: list[run_mentions.Case]) -> None:
    """As many rows of each table are right as ever were."""
    assert run_mentions.below_floor(run_mentions.scores(rows)) == []


def test_tables_are_large_enough(rows: list[run_mentions.Case]) -> None:
    """200 expressions in Indonesian and English, 100 in ten others, a third held out."""
    numeric = [row for row in rows if row.table in {"id", "en", "others"}]
    languages = Counter(row.language for row in numeric)
    assert languages["id"] + languages["en"] >= 200
    assert sum(languages.values()) - languages["id"] - languages["en"] >= 100
    assert len(languages) >= 12
    assert abs(sum(row.held for row in rows) / len(rows) - 1 / 3) < 0.02


def test_marks_are_spans_of_their_sentence(rows: list[run_mentions.Case]) -> None:
    """A mark covers characters of the sentence."""
    assert all(0 <= a < b <= len(row.text) for row in rows for a, b, _ in row.expected)
