"""Taking articles in: bytes into the archive first, then one unit of work."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from factcheck import __version__
from factcheck.domain.errors import FactcheckError
from factcheck.domain.rows import Article
from factcheck.domain.views import IngestOutcome
from factcheck.domain.vocabulary import Mark
from factcheck.ingest.textfile import read_file_bytes, read_text_bytes
from factcheck.services.lookup import next_number
from factcheck.store.tables import ArticleRow, DocumentRow, SentenceRow
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from factcheck.ingest.document import Document
    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work

_FACTS = ("title", "publisher", "authors", "url", "published_on")
_SENTENCE_COLUMNS = ("article_id", "start", "end", "kind", "rule", "mark", "version")


def _ignore(_: IngestOutcome) -> None:
    return


def ingest_files(
    desk: Desk, paths: Iterable[Path], on_done: Callable[[IngestOutcome], None] = _ignore
) -> tuple[IngestOutcome, ...]:
    """Take in files one by one; a bad one does not keep the others out.

    Args:
        desk: The desk.
        paths: The files.
        on_done: Told of each outcome as it comes.

    Returns:
        One outcome a file, in order. Of a failed file nothing is stored.
    """
    outcomes = []
    for path in paths:
        name = printable_name(path)
        try:
            outcome = ingest_bytes(desk, read_file_bytes(path), name)
        except FactcheckError as error:
            outcome = IngestOutcome(
                path=name, state="failed", message=error.message, hint=error.hint
            )
        on_done(outcome)
        outcomes.append(outcome)
    return tuple(outcomes)


def printable_name(path: Path) -> str:
    """Return a file's name as text; a file system may keep bytes in it that are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def ingest_text(desk: Desk, text: str, name: str) -> IngestOutcome:
    """Take in a text that was pasted or piped in.

    Raises:
        IngestError: If there is nothing in it to check.
    """
    return ingest_bytes(desk, text.encode("utf-8", "surrogatepass"), name)


def ingest_bytes(desk: Desk, data: bytes, name: str) -> IngestOutcome:
    """Take in one document's bytes.

    Args:
        desk: The desk.
        data: The original bytes, kept as they are in the archive.
        name: What the person calls it, for messages.

    Raises:
        IngestError: If it cannot be read; nothing is stored.
    """
    document = read_text_bytes(data, name)
    archive_document(desk, document, data)
    about: dict[str, str] = {}
    # The file's own name; the folders above it are nobody else's business.
    asked = {"name": normalise(PurePath(name).name), "sha256": document.sha256}
    with desk.change("article.ingest", asked=asked, about=about) as work:
        known = work.session.scalar(
            select(ArticleRow).where(col(ArticleRow.document_sha256) == document.sha256)
        )
        if known is None:
            put_document(desk, work, document)
            article = _add_article(desk, work, document)
            about["article"] = article.id
            _add_sentences(work, article, document)
        else:
            article = known
        row = Article.model_validate(article)
    if known is not None:
        return IngestOutcome(
            path=name,
            state="known",
            article=row,
            message=f"The same bytes are on this desk already, as {row.ref}; nothing was added.",
        )
    return IngestOutcome(path=name, state="added", article=row, warnings=document.warnings)


def archive_document(desk: Desk, document: Document, data: bytes) -> None:
    """Put a document's bytes and its text into the archive, before any row points to them."""
    desk.archive.put(data)
    desk.archive.put(document.text.encode())


def put_document(desk: Desk, work: Work, document: Document) -> None:
    """Add the document's row unless it is there."""
    if work.session.get(DocumentRow, document.sha256) is None:
        work.add(
            DocumentRow(
                sha256=document.sha256,
                size=document.size,
                media_type=document.media_type,
                encoding=document.encoding,
                text_sha256=document.text_sha256,
                text=document.text,
                reader=f"{document.media_type} factcheck {__version__}",
                received_at=desk.now(),
            )
        )


def _add_article(desk: Desk, work: Work, document: Document) -> ArticleRow:
    facts = {name: document.metadata[name] for name in _FACTS if name in document.metadata}
    basis: dict[str, dict[str, str]] = {
        name: {"how": str(fact.how), "note": fact.note} for name, fact in facts.items()
    }
    if document.language != "und":
        basis["language"] = {"how": "inferred", "note": "detected from the text"}

    def value(name: str) -> str:
        return facts[name].value if name in facts else ""

    return work.add(
        ArticleRow(
            id=desk.new_id(),
            number=next_number(work, ArticleRow),
            document_sha256=document.sha256,
            language=document.language,
            basis=basis,
            added_at=desk.now(),
            added_by=desk.actor,
            title=value("title"),
            publisher=value("publisher"),
            authors=value("authors"),
            url=value("url"),
            published_on=value("published_on"),
        )
    )


def _add_sentences(work: Work, article: ArticleRow, document: Document) -> None:
    rows: Sequence[tuple[str | int, ...]] = [
        (article.id, span.start, span.end, str(span.kind), span.rule, Mark.UNTOUCHED.value, 1)
        for span in document.sentences
    ]
    work.insert_many(SentenceRow, _SENTENCE_COLUMNS, rows)
