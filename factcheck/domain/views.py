"""Rows put together for one purpose: a page, a list line, an export."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from factcheck.domain.coverage import Coverage
from factcheck.domain.rows import (
    Article,
    Claim,
    Document,
    Event,
    Evidence,
    Rating,
    RatingScale,
    Row,
    Sentence,
    Source,
    Verdict,
)


class ArticleOverview(Row):
    """An article in a list, with how far its review is."""

    article: Article
    coverage: Coverage
    claims: int
    rated: int
    first_words: str

    @property
    def heading(self) -> str:
        """The title, or the first words of the text where it has none (never an invented one)."""
        return self.article.title or self.first_words


class RatedVerdict(Row):
    """A verdict with the rating it gives."""

    verdict: Verdict
    rating: Rating


class CitedEvidence(Row):
    """A piece of evidence with its source."""

    evidence: Evidence
    source: Source


class ClaimView(Row):
    """A claim with all that was found out about it.

    `verdicts` are in the order they were recorded; the last one stands.
    """

    claim: Claim
    article: Article
    evidence: tuple[CitedEvidence, ...]
    verdicts: tuple[RatedVerdict, ...]

    @property
    def standing(self) -> RatedVerdict | None:
        """The verdict that stands, or None while the claim is open."""
        return self.verdicts[-1] if self.verdicts else None


class ArticleView(Row):
    """An article in full: its text, its sentences in order, its claims in order of their place."""

    article: Article
    document: Document
    text: str
    sentences: tuple[Sentence, ...]
    claims: tuple[ClaimView, ...]
    coverage: Coverage

    @property
    def heading(self) -> str:
        """The title, or the first words of the text where it has none."""
        return self.article.title or first_words(self.text, self.sentences)


class SourceView(Row):
    """A source with its text (None where no bytes were archived) and the claims that rest on it."""

    source: Source
    text: str | None
    used_by: tuple[Claim, ...]


class DeskState(Row):
    """The desk at one glance."""

    name: str
    desk_id: str
    database: str
    archive: str
    reviewer: str
    scale: RatingScale
    articles: int
    sentences: int
    covered: int
    queries: int
    claims: int
    rated: int
    sources: int
    events: int
    last_change_at: datetime | None


class IngestOutcome(Row):
    """What became of one file."""

    path: str
    state: Literal["added", "known", "failed"]
    article: Article | None = None
    message: str = ""
    hint: str = ""
    warnings: tuple[str, ...] = ()


def first_words(text: str, sentences: tuple[Sentence, ...], limit: int = 60) -> str:
    """Return the beginning of the first counted sentence, cut at a word, for want of a title.

    Args:
        text: The article's text.
        sentences: Its sentences in order.
        limit: The most code points to show.
    """
    first = next((sentence for sentence in sentences if sentence.counted), None)
    if first is None:
        return ""
    return shorten(text[first.start : first.end], limit)


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line, cut at a word with an ellipsis when over `limit` code points."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut} …"


class FieldChange(Row):
    """One field that an event changed; None before a row was made or after it was removed."""

    table: str
    key: dict[str, Any]
    field: str
    before: Any
    after: Any


class EventLine(Row):
    """An event as people read it.

    `summary` says what was done in plain words; `undone` whether it was taken back since.
    """

    event: Event
    summary: str
    reason: str
    changes: tuple[FieldChange, ...]
    undone: bool


class Problem(Row):
    """Something that verification found wrong.

    `kind` is what was broken, `where` names the event, row or file, `what` says it in plain words.
    """

    kind: Literal["schema", "guards", "chain", "checkpoint", "rows", "archive"]
    where: str
    what: str


class VerifyReport(Row):
    """What verification found. Without a checkpoint outside the database it is never `ok`."""

    status: Literal["ok", "unanchored", "broken"]
    events: int
    root: str
    anchored_events: int
    files: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


class RebuildReport(Row):
    """A replay of the history compared with the database, row by row."""

    equal: bool
    events: int
    tables: dict[str, int]
    differences: tuple[str, ...]


class Finding(Row):
    """One thing that `doctor` looked at."""

    name: str
    state: Literal["ok", "warning", "error"]
    detail: str
    remedy: str = ""
