"""Frozen rows: what services give to the screen, the command line and the reports.

Every row mirrors its table field by field. Times are aware datetimes in UTC; offsets are code
points of the document's normalised text; dates of claims and articles are ISO 8601 of reduced
precision (`2013`, `2013-11`, `2013-11-12`), since a text rarely tells the day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from factcheck.domain.vocabulary import (
    ClaimType,
    HowKnown,
    Mark,
    SentenceKind,
    SourceKind,
    Stance,
)


class Row(BaseModel):
    """A frozen row, readable from a table object with the same attributes."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Reviewer(Row):
    """A person who decides things on this desk; `public_key` (Ed25519, base64) once he has one."""

    id: str
    handle: str
    name: str
    public_key: str
    created_at: datetime
    version: int


class Document(Row):
    """The bytes of a text and the text read from them; both lie in the archive by their SHA-256."""

    sha256: str
    size: int
    media_type: str
    encoding: str
    text_sha256: str
    reader: str
    received_at: datetime


class Basis(Row):
    """How one piece of metadata is known, and why it is believed."""

    how: HowKnown
    note: str = ""


class Article(Row):
    """One version of a published text under review."""

    id: str
    number: int
    document_sha256: str
    title: str
    publisher: str
    authors: str
    url: str
    language: str
    published_on: str
    basis: dict[str, Basis]
    added_at: datetime
    added_by: str
    version: int

    @property
    def ref(self) -> str:
        """The short reference that people type: `A1`."""
        return f"A{self.number}"


class Sentence(Row):
    """A span `[start, end)` of an article's text."""

    article_id: str
    start: int
    end: int
    kind: SentenceKind
    rule: str
    mark: Mark
    version: int

    @property
    def counted(self) -> bool:
        """Whether a reviewer has to decide of it: everything but page furniture."""
        return self.kind is not SentenceKind.FURNITURE


class Claim(Row):
    """A checkable assertion: a span of an article and a restatement that stands alone."""

    id: str
    number: int
    article_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    restatement: str
    claimant: str
    said_on: str
    type: ClaimType | None
    topics: tuple[str, ...]
    note: str
    created_at: datetime
    created_by: str
    version: int

    @property
    def ref(self) -> str:
        """The short reference that people type: `C12`."""
        return f"C{self.number}"


class Source(Row):
    """A document that can bear on claims; its text is there if its bytes were archived."""

    id: str
    number: int
    title: str
    url: str
    publisher: str
    author: str
    published_on: str
    language: str
    kind: SourceKind
    note: str
    document_sha256: str | None
    added_at: datetime
    added_by: str
    version: int

    @property
    def ref(self) -> str:
        """The short reference that people type: `S3`."""
        return f"S{self.number}"


class Evidence(Row):
    """A source's bearing on a claim, with the passage that bears and where it stands.

    Without a quoted passage `exact` is empty and `start`, `end` and `document_sha256` are None.
    """

    id: str
    claim_id: str
    source_id: str
    stance: Stance
    exact: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    document_sha256: str | None
    note: str
    added_at: datetime
    added_by: str
    version: int


class Rating(Row):
    """One step of a rating scale.

    `value` is the ClaimReview ratingValue (higher is truer), None for ratings outside the order,
    such as missing evidence. `key` is the digit that records it.
    """

    scale_id: str
    code: str
    position: int
    key: str
    label: str
    labels: dict[str, str]
    meaning: str
    symbol: str
    color: str
    value: int | None


class RatingScale(Row):
    """An ordered list of ratings that a desk uses."""

    id: str
    slug: str
    name: str
    ratings: tuple[Rating, ...]

    def rating(self, code: str) -> Rating | None:
        """Return the rating with this code, or None."""
        return next((rating for rating in self.ratings if rating.code == code), None)

    def rating_for_key(self, key: str) -> Rating | None:
        """Return the rating recorded by this digit key, or None."""
        return next((rating for rating in self.ratings if rating.key == key), None)


class Verdict(Row):
    """A rating of a claim with its explanation, by one reviewer; the newest one stands."""

    id: str
    claim_id: str
    scale_id: str
    rating_code: str
    explanation: str
    recorded_at: datetime
    recorded_by: str
    supersedes: str | None
    version: int


class RowChange(Row):
    """What one event did to one row; None before means made, None after means removed.

    Of an update only the changed columns are given.
    """

    table: str
    key: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Event(Row):
    """One change of the desk, as a line of the history."""

    seq: int
    id: str
    at: datetime
    actor: str
    action: str
    article_id: str | None
    claim_id: str | None
    source_id: str | None
    undoes: int | None
    leaf: str


class EventDetail(Row):
    """An event with all that it says.

    `body` is the canonical JSON (RFC 8785) that is hashed; everything else is read from it.
    `asked` is the command as given, `origin` the host and program, `reason` what the person said.
    """

    event: Event
    reason: str
    asked: dict[str, Any]
    origin: dict[str, str]
    changes: tuple[RowChange, ...]
    body: str


class Checkpoint(Row):
    """A signed statement (C2SP signed note) of the history's size and root."""

    id: str
    size: int
    root: str
    note: str
    made_at: datetime
    made_by: str
