"""The closed lists of words that rows use. Their values are what stands in the database."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """What a reviewer decided of a sentence."""

    UNTOUCHED = "untouched"
    CLAIM = "claim"
    NOT_A_CLAIM = "not_a_claim"
    QUERY = "query"


class SentenceKind(StrEnum):
    """What a span of the article is; furniture is kept and shown, but not counted."""

    SENTENCE = "sentence"
    HEADING = "heading"
    FURNITURE = "furniture"


class Stance(StrEnum):
    """How a piece of evidence bears on a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class ClaimType(StrEnum):
    """Kinds of claim, after AVeriTeC (Schlichtkrull et al. 2023), with forecasts told apart.

    A forecast cannot be true or false when it is made, so desks rate it otherwise.
    """

    EVENT = "event"
    NUMERICAL = "numerical"
    QUOTE = "quote"
    CAUSAL = "causal"
    POSITION = "position"
    FORECAST = "forecast"


class SourceKind(StrEnum):
    """What kind of thing a source is."""

    PRIMARY = "primary"
    STATISTIC = "statistic"
    NEWS = "news"
    EXPERT = "expert"
    DATASET = "dataset"
    SOCIAL = "social"
    INTERVIEW = "interview"
    OTHER = "other"


class HowKnown(StrEnum):
    """Where a piece of metadata comes from: the text, reasoning, or a person's word."""

    FOUND = "found"
    INFERRED = "inferred"
    ENTERED = "entered"
