"""Sources, and the evidence that links them to claims."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.commands import AddSource, EditEvidence, LinkEvidence, RemoveEvidence
from factcheck.domain.errors import InvalidInputError, RefusedError
from factcheck.domain.rows import Claim, Evidence, Source
from factcheck.domain.views import SourceView, first_words
from factcheck.domain.vocabulary import SourceKind, Stance
from factcheck.ingest.read import read_document
from factcheck.ingest.textfile import read_file_bytes
from factcheck.services.articles import get_article
from factcheck.services.ingest import archive_document, printable_name, put_document
from factcheck.services.lookup import find, next_number
from factcheck.store.tables import ClaimRow, DocumentRow, EvidenceRow, SourceRow
from factcheck.text.normalise import normalise
from factcheck.text.quotes import Quote, find_passage, make_quote

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work

_NO_QUOTE = Quote("", "", "", 0, 0)


def add_source(desk: Desk, command: AddSource, *, file: Path | None = None) -> Source:
    """Put a source on record.

    Args:
        desk: The desk.
        command: What is known of it.
        file: A file with its content, in any format that can be read; archived, so that it can be
            quoted.

    Raises:
        InvalidInputError: If it has neither a title nor an address nor a file.
        NotFoundError: If the document that it names is not on the desk.
        IngestError: If the file cannot be read; nothing is stored.
    """
    if file is None and not (command.title or command.url):
        msg = "A source needs a title or an address."
        raise InvalidInputError(msg, hint="Give one of them.")
    document = None
    if file is not None:
        data = read_file_bytes(file)
        document = read_document(data, printable_name(file))
        archive_document(desk, document, data)
    about: dict[str, str] = {}
    with desk.change("source.add", asked=command, about=about) as work:
        fields = command.model_dump(mode="json")
        if document is not None:
            put_document(desk, work, document)
            fields["document_sha256"] = document.sha256
            fields["language"] = command.language or document.language
        elif command.document_sha256 is not None:
            work.get(DocumentRow, command.document_sha256, "document")
        file_name = normalise(PurePath(printable_name(file)).name) if file else ""
        fields["title"] = command.title or command.url or file_name
        row = _put_source(desk, work, fields)
        about["source"] = row.id
    return Source.model_validate(row)


def _put_source(desk: Desk, work: Work, fields: dict[str, Any]) -> SourceRow:
    return work.add(
        SourceRow(
            id=desk.new_id(),
            number=next_number(work, SourceRow),
            added_at=desk.now(),
            added_by=desk.actor,
            **fields,
        )
    )


def source_for_article(desk: Desk, article_ref: str) -> Source:
    """Return the source that stands for an article of this desk, made on first use.

    Raises:
        NotFoundError: If there is no such article.
    """
    view = get_article(desk, article_ref)
    with desk.read() as session:
        known = _source_of(session, view.document.sha256)
        if known is not None:
            return Source.model_validate(known)
    article = view.article
    # Constructed, not validated: the article's own fields were, when it came in.
    command = AddSource.model_construct(
        title=article.title or first_words(view.text, view.sentences),
        url=article.url,
        publisher=article.publisher,
        author=article.authors,
        published_on=article.published_on,
        language=article.language,
        kind=SourceKind.NEWS,
        note=f"Article {article.ref} of this desk.",
        document_sha256=article.document_sha256,
    )
    about: dict[str, str] = {}
    with desk.change("source.add", asked=command, about=about) as work:
        # Looked for again: a colleague may have made it since.
        row = _source_of(work.session, view.document.sha256)
        if row is None:
            row = _put_source(desk, work, command.model_dump(mode="json"))
            about["source"] = row.id
    return Source.model_validate(row)


def _source_of(session: Session, sha256: str) -> SourceRow | None:
    return session.scalar(
        select(SourceRow)
        .where(col(SourceRow.document_sha256) == sha256)
        .order_by(col(SourceRow.number))
        .limit(1)
    )


def list_sources(desk: Desk) -> tuple[SourceView, ...]:
    """Return every source with the claims that rest on it, without the texts."""
    with desk.read() as session:
        return tuple(
            SourceView(source=Source.model_validate(row), text=None, used_by=_users(session, row))
            for row in session.scalars(select(SourceRow).order_by(col(SourceRow.number))).all()
        )


def get_source(desk: Desk, ref: str) -> SourceView:
    """Return a source with its text and the claims that rest on it.

    Raises:
        NotFoundError: If there is no such source.
    """
    with desk.read() as session:
        row = find(session, SourceRow, ref)
        text = None
        if row.document_sha256 is not None:
            text = session.get_one(DocumentRow, row.document_sha256).text
        return SourceView(
            source=Source.model_validate(row), text=text, used_by=_users(session, row)
        )


def link_evidence(desk: Desk, command: LinkEvidence) -> Evidence:
    """Link a source to a claim.

    Raises:
        NotFoundError: If the claim or the source is gone.
        InvalidInputError: If the passage's span is not in the source's text.
    """
    about = {"claim": command.claim_id, "source": command.source_id}
    with desk.change("evidence.link", asked=command, about=about) as work:
        claim = work.get(ClaimRow, command.claim_id, "claim")
        source = work.get(SourceRow, command.source_id, "source")
        about["article"] = claim.article_id
        quote = _quoted(work, source, command)
        quoted = quote is not _NO_QUOTE
        row = work.add(
            EvidenceRow(
                id=desk.new_id(),
                claim_id=claim.id,
                source_id=source.id,
                stance=command.stance.value,
                exact=quote.exact,
                prefix=quote.prefix,
                suffix=quote.suffix,
                start=quote.start if quoted else None,
                end=quote.end if quoted else None,
                document_sha256=source.document_sha256 if quoted else None,
                note=command.note,
                added_at=desk.now(),
                added_by=desk.actor,
            )
        )
    return Evidence.model_validate(row)


def link_passage(  # noqa: PLR0913 - each is one thing that the person says
    desk: Desk, *, claim_id: str, source_id: str, stance: Stance, passage: str, note: str = ""
) -> Evidence:
    """Link a source by a passage as a person typed or pasted it.

    White space, case and the style of quotation marks may differ; the words of the source are kept.

    Raises:
        NotFoundError: If the claim or the source is gone.
        RefusedError: If the source has no text here, the passage is not in it, or stands in it
            more than once.
    """
    start = end = None
    if passage.strip():
        text = get_source(desk, source_id).text
        if text is None:
            msg = "This source has no text on the desk, so nothing can be quoted from it."
            raise RefusedError(msg, hint="Add its text as a file, or link it without a quote.")
        spans = find_passage(text, passage)
        if not spans:
            msg = "These words are not in the source's text."
            raise RefusedError(msg, hint="Copy them from it, or quote less.")
        if len(spans) > 1:
            msg = f"These words stand {len(spans)} times in the source's text."
            raise RefusedError(msg, hint="Quote more of what is around them.")
        start, end = spans[0].start, spans[0].end
    return link_evidence(
        desk,
        LinkEvidence(
            claim_id=claim_id, source_id=source_id, stance=stance, start=start, end=end, note=note
        ),
    )


def edit_evidence(desk: Desk, command: EditEvidence) -> Evidence:
    """Change the stance or the note of a piece of evidence.

    Raises:
        NotFoundError: If it is gone.
        StaleError: If somebody changed it since it was read.
    """
    about: dict[str, str] = {}
    with desk.change("evidence.edit", asked=command, about=about) as work:
        row = work.get(EvidenceRow, command.evidence_id, "evidence")
        about.update(_about(work, row))
        values = command.model_dump(exclude={"evidence_id", "version"}, exclude_none=True)
        work.update(row, command.version, **values)
    return Evidence.model_validate(row)


def remove_evidence(desk: Desk, command: RemoveEvidence) -> None:
    """Unlink a piece of evidence.

    Raises:
        NotFoundError: If it is gone.
        StaleError: If somebody changed it since it was read.
    """
    about: dict[str, str] = {}
    with desk.change("evidence.remove", asked=command, about=about) as work:
        row = work.get(EvidenceRow, command.evidence_id, "evidence")
        about.update(_about(work, row))
        work.require_version(row, command.version)
        work.delete(row)


def _about(work: Work, evidence: EvidenceRow) -> dict[str, str]:
    claim = work.session.get_one(ClaimRow, evidence.claim_id)
    return {"claim": claim.id, "article": claim.article_id, "source": evidence.source_id}


def _quoted(work: Work, source: SourceRow, command: LinkEvidence) -> Quote:
    if command.start is None or command.end is None:
        return _NO_QUOTE
    document = (
        work.session.get(DocumentRow, source.document_sha256) if source.document_sha256 else None
    )
    if document is None or not 0 <= command.start < command.end <= len(document.text):
        msg = "That passage is not in the source's text."
        raise InvalidInputError(msg, hint="Select it again.")
    return make_quote(document.text, command.start, command.end)


def _users(session: Session, source: SourceRow) -> tuple[Claim, ...]:
    claims = (
        select(ClaimRow)
        .join(EvidenceRow, col(EvidenceRow.claim_id) == col(ClaimRow.id))
        .where(col(EvidenceRow.source_id) == source.id)
        .order_by(col(ClaimRow.number))
        .distinct()
    )
    return tuple(Claim.model_validate(row) for row in session.scalars(claims))
