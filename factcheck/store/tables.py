"""The tables. Services read and write them through a unit of work; nobody else sees them.

Primary keys are UUIDv7 as text, or natural keys where one exists. Every table that people change
has a `version`, raised by the unit of work at each change. Columns marked `from_archive` are not
repeated in the history: the archive holds their bytes under the digest in the column named there.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Text,
)
from sqlalchemy import Table as SqlTable
from sqlmodel import Field, SQLModel

from factcheck.store.columns import JsonText, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """Base of all tables: its own metadata, every constraint named."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
    if TYPE_CHECKING:
        __table__: ClassVar[SqlTable]


def _text(*, foreign_key: str | None = None, **options: Any) -> Any:  # noqa: ANN401
    """Return a text column; NULL only where asked for."""
    options.setdefault("nullable", False)
    key = [ForeignKey(foreign_key)] if foreign_key else []
    return Field(sa_column=Column(Text, *key, **options))


def _integer(**options: Any) -> Any:  # noqa: ANN401
    options.setdefault("nullable", False)
    return Field(sa_column=Column(Integer, **options))


def _time() -> Any:  # noqa: ANN401
    return Field(sa_column=Column(UtcDateTime, nullable=False))


def _json() -> Any:  # noqa: ANN401
    return Field(sa_column=Column(JsonText, nullable=False))


def _version() -> Any:  # noqa: ANN401
    return Field(default=1, sa_column=Column(Integer, nullable=False, default=1))


class SettingRow(Table, table=True):
    """One setting of the desk, such as its id, its name and its rating scale."""

    __tablename__ = "setting"
    key: str = _text(primary_key=True)
    value: Any = _json()
    version: int = _version()


class CounterRow(Table, table=True):
    """The last short number given out of a kind, so that C5 never means another claim."""

    __tablename__ = "counter"
    kind: str = _text(primary_key=True)
    last: int = _integer()
    version: int = _version()


class ReviewerRow(Table, table=True):
    """A person who decides things on this desk."""

    __tablename__ = "reviewer"
    id: str = _text(primary_key=True)
    handle: str = _text(unique=True)
    name: str = _text()
    public_key: str = _text()
    created_at: datetime = _time()
    version: int = _version()


class ScaleRow(Table, table=True):
    """A rating scale."""

    __tablename__ = "rating_scale"
    id: str = _text(primary_key=True)
    slug: str = _text(unique=True)
    name: str = _text()
    version: int = _version()


class RatingRow(Table, table=True):
    """One step of a rating scale."""

    __tablename__ = "rating"
    scale_id: str = _text(primary_key=True, foreign_key="rating_scale.id")
    code: str = _text(primary_key=True)
    position: int = _integer()
    key: str = _text()
    label: str = _text()
    labels: dict[str, str] = _json()
    meaning: str = _text()
    symbol: str = _text()
    color: str = _text()
    value: int | None = _integer(nullable=True)
    version: int = _version()


class DocumentRow(Table, table=True):
    """Archived bytes and the text read from them."""

    __tablename__ = "document"
    sha256: str = _text(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str = _text()
    encoding: str = _text()
    text_sha256: str = _text()
    text: str = _text(info={"from_archive": "text_sha256"})
    reader: str = _text()
    received_at: datetime = _time()


class ArticleRow(Table, table=True):
    """One version of a published text under review."""

    __tablename__ = "article"
    id: str = _text(primary_key=True)
    number: int = _integer(unique=True)
    document_sha256: str = _text(foreign_key="document.sha256", index=True)
    title: str = _text()
    publisher: str = _text()
    authors: str = _text()
    url: str = _text()
    language: str = _text()
    published_on: str = _text()
    basis: dict[str, Any] = _json()
    added_at: datetime = _time()
    added_by: str = _text()
    version: int = _version()


class SentenceRow(Table, table=True):
    """A span of an article. Its start is its place, so that a split moves no other sentence."""

    __tablename__ = "sentence"
    __table_args__ = (CheckConstraint('"end" > start AND start >= 0', name="span"),)
    article_id: str = _text(primary_key=True, foreign_key="article.id")
    start: int = _integer(primary_key=True, autoincrement=False)
    end: int = _integer()
    kind: str = _text()
    rule: str = _text()
    mark: str = _text()
    version: int = _version()


class ClaimRow(Table, table=True):
    """A checkable assertion in an article."""

    __tablename__ = "claim"
    __table_args__ = (CheckConstraint('"end" > start AND start >= 0', name="span"),)
    id: str = _text(primary_key=True)
    number: int = _integer(unique=True)
    article_id: str = _text(foreign_key="article.id", index=True)
    start: int = _integer()
    end: int = _integer()
    exact: str = _text()
    prefix: str = _text()
    suffix: str = _text()
    restatement: str = _text()
    claimant: str = _text(index=True)
    said_on: str = _text()
    type: str | None = _text(nullable=True)
    topics: list[str] = _json()
    note: str = _text()
    created_at: datetime = _time()
    created_by: str = _text()
    version: int = _version()


class SourceRow(Table, table=True):
    """A document that can bear on claims."""

    __tablename__ = "source"
    id: str = _text(primary_key=True)
    number: int = _integer(unique=True)
    title: str = _text()
    url: str = _text()
    publisher: str = _text()
    author: str = _text()
    published_on: str = _text()
    language: str = _text()
    kind: str = _text()
    note: str = _text()
    document_sha256: str | None = _text(foreign_key="document.sha256", nullable=True, index=True)
    added_at: datetime = _time()
    added_by: str = _text()
    version: int = _version()


class EvidenceRow(Table, table=True):
    """A source's bearing on a claim, with the passage quoted."""

    __tablename__ = "evidence"
    id: str = _text(primary_key=True)
    claim_id: str = _text(foreign_key="claim.id", index=True)
    source_id: str = _text(foreign_key="source.id", index=True)
    stance: str = _text()
    exact: str = _text()
    prefix: str = _text()
    suffix: str = _text()
    start: int | None = _integer(nullable=True)
    end: int | None = _integer(nullable=True)
    document_sha256: str | None = _text(foreign_key="document.sha256", nullable=True)
    note: str = _text()
    added_at: datetime = _time()
    added_by: str = _text()
    version: int = _version()


class VerdictRow(Table, table=True):
    """A rating of a claim; a later one supersedes it, nothing overwrites it."""

    __tablename__ = "verdict"
    __table_args__ = (
        ForeignKeyConstraint(["scale_id", "rating_code"], ["rating.scale_id", "rating.code"]),
    )
    id: str = _text(primary_key=True)
    claim_id: str = _text(foreign_key="claim.id", index=True)
    scale_id: str = _text()
    rating_code: str = _text()
    explanation: str = _text()
    recorded_at: datetime = _time()
    recorded_by: str = _text()
    supersedes: str | None = _text(foreign_key="verdict.id", nullable=True)
    version: int = _version()


class SignOffRow(Table, table=True):
    """A second reviewer's verdict, bound to a digest of all it rests on."""

    __tablename__ = "sign_off"
    __table_args__ = (
        ForeignKeyConstraint(["scale_id", "rating_code"], ["rating.scale_id", "rating.code"]),
    )
    id: str = _text(primary_key=True)
    claim_id: str = _text(foreign_key="claim.id", index=True)
    scale_id: str = _text()
    rating_code: str = _text()
    explanation: str = _text()
    digest: str = _text()
    signed_at: datetime = _time()
    signed_by: str = _text()
    version: int = _version()


class EventRow(Table, table=True):
    """One change in the history. All columns but `body` are read from it; guards refuse edits."""

    __tablename__ = "event"
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    id: str = _text(unique=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
    actor: str = _text(index=True)
    action: str = _text()
    article_id: str | None = _text(nullable=True, index=True)
    claim_id: str | None = _text(nullable=True, index=True)
    source_id: str | None = _text(nullable=True, index=True)
    undoes: int | None = Field(sa_column=Column(BigInteger, nullable=True, index=True))
    leaf: str = _text()
    body: str = _text()


class CheckpointRow(Table, table=True):
    """A signed statement of the history's size and root; guards refuse edits."""

    __tablename__ = "checkpoint"
    id: str = _text(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    root: str = _text()
    note: str = _text()
    made_at: datetime = _time()
    made_by: str = _text()


LEDGER_TABLES = frozenset({"event", "checkpoint"})
"""Tables that are the history itself and so are not recorded in it."""

ROW_CLASSES: dict[str, type[Table]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Table._sa_registry.mappers  # noqa: SLF001 - SQLModel's own name for it
}
"""Each table's class by the table's name."""
