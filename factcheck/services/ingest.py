"""Taking articles in: bytes into the archive first, then one unit of work."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from factcheck import __version__
from factcheck.domain.errors import FactcheckError
from factcheck.domain.rows import Article
from factcheck.domain.views import IngestOutcome
from factcheck.domain.vocabulary import Mark
from factcheck.ingest.read import read_documents, read_fetched
from factcheck.ingest.textfile import read_file_bytes, read_text_bytes
from factcheck.services.lookup import next_number
from factcheck.store.tables import ArticleRow, DocumentRow, SentenceRow
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from factcheck.ingest.document import Document
    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work

_FACTS = ("title", "publisher", "authors", "url", "published_on")
_SENTENCE_COLUMNS = ("article_id", "start", "end", "kind", "rule", "mark", "version")


def _ignore(_: IngestOutcome) -> None:
    return


def is_address(named: str) -> bool:
    """Return whether a person named a web address rather than a file."""
    return named.lower().startswith(("http://", "https://"))


def ingest_named(
    desk: Desk, named: str, on_done: Callable[[IngestOutcome], None] = _ignore
) -> tuple[IngestOutcome, ...]:
    """Take in what a person names: a file, a folder, or a web address.

    Args:
        desk: The desk.
        named: As it was typed.
        on_done: As in `ingest_files`.

    Returns:
        As `ingest_files`.
    """
    if not is_address(named):
        return ingest_files(desk, [Path(named).expanduser()], on_done)
    try:
        outcome = ingest_url(desk, named)
    except FactcheckError as error:
        outcome = _failed(named, error)
    on_done(outcome)
    return (outcome,)


def ingest_files(
    desk: Desk, paths: Iterable[Path], on_done: Callable[[IngestOutcome], None] = _ignore
) -> tuple[IngestOutcome, ...]:
    """Take in files one by one; a bad one does not keep the others out.

    Args:
        desk: The desk.
        paths: The files, in any format that `factcheck.ingest.read` knows. Of a folder every file
            in it and below goes in, hidden ones aside.
        on_done: Told of each outcome as it comes.

    Returns:
        One outcome a document, in order (a file can hold several). Of a failed one nothing is
        stored.
    """
    outcomes = []
    for path in (file for named in paths for file in _files_of(named)):
        name = printable_name(path)
        try:
            found = ingest_bytes(desk, read_file_bytes(path), name)
        except FactcheckError as error:
            found = (_failed(name, error),)
        for outcome in found:
            on_done(outcome)
            outcomes.append(outcome)
    return tuple(outcomes)


def _files_of(path: Path) -> Iterable[Path]:
    """Return the files of a folder in order of their names, or the path itself."""
    if not path.is_dir():
        return (path,)
    inside = (file for file in path.rglob("*") if file.is_file())
    shown = [
        file
        for file in inside
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    return sorted(shown) or (path,)  # an empty folder is refused by name, like any unreadable path


def printable_name(path: Path) -> str:
    """Return a file's name as text; a file system may keep bytes in it that are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def ingest_text(desk: Desk, text: str, name: str) -> IngestOutcome:
    """Take in a text that was pasted.

    Raises:
        IngestError: If there is nothing in it to check.
    """
    data = text.encode("utf-8", "surrogatepass")
    return ingest_document(desk, read_text_bytes(data, name), data, name)


def ingest_url(desk: Desk, url: str) -> IngestOutcome:
    """Fetch a page from the web and take it in.

    Raises:
        IngestError: If the address is not public, does not answer, or holds no text.
    """
    # The network's libraries take a while to load, and most files come from the disk.
    from factcheck.ingest.fetch import fetch  # noqa: PLC0415

    fetched = fetch(url)
    return ingest_document(desk, read_fetched(fetched), fetched.body, fetched.final_url)


def ingest_bytes(desk: Desk, data: bytes, name: str) -> tuple[IngestOutcome, ...]:
    """Take in a file's bytes.

    Args:
        desk: The desk.
        data: The original bytes, kept as they are in the archive.
        name: What the person calls it, for messages.

    Returns:
        One outcome a document; several for a WARC, JSON Lines, CSV or feed file.

    Raises:
        IngestError: If the file as a whole cannot be read; nothing is stored.
    """
    batch = read_documents(data, name)
    outcomes = []
    for member in batch.members:
        try:
            if member.document is None:
                outcomes.append(_failed(member.name, member.error))
                continue
            outcomes.append(ingest_document(desk, member.document, member.data, member.name))
        except FactcheckError as error:
            outcomes.append(_failed(member.name, error))
    if len(outcomes) == 1 and outcomes[0].state == "added":
        notes = (*batch.notes, *outcomes[0].warnings)
        return (outcomes[0].model_copy(update={"warnings": notes}),)
    return tuple(outcomes)


def ingest_document(desk: Desk, document: Document, data: bytes, name: str) -> IngestOutcome:
    """Take in a document that was read: bytes into the archive, then one unit of work.

    Args:
        desk: The desk.
        document: What was read.
        data: The bytes that it was read from.
        name: What the person calls it, for messages.
    """
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
            message=f"{name}: the same bytes are on this desk already; nothing was added.",
        )
    return IngestOutcome(path=name, state="added", article=row, warnings=document.warnings)


def _failed(name: str, error: FactcheckError | None) -> IngestOutcome:
    message = error.message if error else "It holds nothing to read."
    return IngestOutcome(
        path=name, state="failed", message=message, hint=error.hint if error else ""
    )


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
