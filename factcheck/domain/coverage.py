"""How much of an article has been decided: the measure of a checked text.

Der Spiegel's checkers strike through every checked fact, the New Yorker's underline almost every
word; here a sentence is covered once it is marked as a claim or as not a claim. A query is an open
question, so it is counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from factcheck.domain.vocabulary import Mark, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable


class Coverage(BaseModel):
    """Counts of sentences, and of code points, by what was decided of them."""

    model_config = ConfigDict(frozen=True)

    sentences: int = 0
    claims: int = 0
    not_claims: int = 0
    queries: int = 0
    characters: int = 0
    covered_characters: int = 0

    @property
    def covered(self) -> int:
        """Sentences that are decided."""
        return self.claims + self.not_claims

    @property
    def untouched(self) -> int:
        """Sentences nobody has decided of yet."""
        return self.sentences - self.covered - self.queries

    @property
    def percent(self) -> int:
        """Share of sentences covered, rounded down so that 100 means all of them."""
        return 100 * self.covered // self.sentences if self.sentences else 0

    @property
    def complete(self) -> bool:
        """Whether every sentence is decided."""
        return self.sentences > 0 and self.covered == self.sentences


def coverage_of(spans: Iterable[tuple[int, int, str, str]]) -> Coverage:
    """Count the coverage of sentences.

    Args:
        spans: For each sentence `(start, end, kind, mark)`; offsets in code points.

    Returns:
        The counts; furniture is left out.
    """
    counts = dict.fromkeys(Mark, 0)
    characters = covered = 0
    for start, end, kind, mark in spans:
        if kind == SentenceKind.FURNITURE:
            continue
        counts[Mark(mark)] += 1
        characters += end - start
        if mark in {Mark.CLAIM, Mark.NOT_A_CLAIM}:
            covered += end - start
    return Coverage(
        sentences=sum(counts.values()),
        claims=counts[Mark.CLAIM],
        not_claims=counts[Mark.NOT_A_CLAIM],
        queries=counts[Mark.QUERY],
        characters=characters,
        covered_characters=covered,
    )
