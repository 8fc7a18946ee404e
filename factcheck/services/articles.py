"""Reading articles and deciding of their sentences."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlmodel import col

from factcheck.domain.coverage import Coverage, coverage_of
from factcheck.domain.errors import RefusedError
from factcheck.domain.rows import Article, Document, Sentence
from factcheck.domain.views import ArticleOverview, ArticleView, shorten
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.services.claim_views import views_of_claims
from factcheck.services.lookup import find
from factcheck.store.tables import ArticleRow, ClaimRow, DocumentRow, SentenceRow, VerdictRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.commands import EditArticle, MarkSentence
    from factcheck.services.desk import Desk

_FIRST_CHARACTERS = 240


def list_articles(desk: Desk) -> tuple[ArticleOverview, ...]:
    """Return every article with how far its review is, in the order they came in."""
    with desk.read() as session:
        coverage = _coverages(session)
        claims, rated = _claim_counts(session)
        first = _first_words(session)
        return tuple(
            ArticleOverview(
                article=Article.model_validate(row),
                coverage=coverage.get(row.id, Coverage()),
                claims=claims.get(row.id, 0),
                rated=rated.get(row.id, 0),
                first_words=first.get(row.id, ""),
            )
            for row in session.scalars(select(ArticleRow).order_by(col(ArticleRow.number)))
        )


def get_article(desk: Desk, ref: str) -> ArticleView:
    """Return an article in full.

    Args:
        desk: The desk.
        ref: `A1`, `1`, or the id.

    Raises:
        NotFoundError: If there is no such article.
    """
    with desk.read() as session:
        article = find(session, ArticleRow, ref)
        document = session.get_one(DocumentRow, article.document_sha256)
        sentences = tuple(
            Sentence.model_validate(row)
            for row in session.execute(
                select(*SentenceRow.__table__.c)
                .where(col(SentenceRow.article_id) == article.id)
                .order_by(col(SentenceRow.start))
            )
        )
        claims = select(ClaimRow).where(col(ClaimRow.article_id) == article.id)
        return ArticleView(
            article=Article.model_validate(article),
            document=Document.model_validate(document),
            text=document.text,
            sentences=sentences,
            claims=views_of_claims(
                session,
                session.scalars(claims.order_by(col(ClaimRow.start), col(ClaimRow.number))).all(),
            ),
            coverage=coverage_of((s.start, s.end, s.kind, s.mark) for s in sentences),
        )


def edit_article(desk: Desk, command: EditArticle) -> Article:
    """Correct an article's metadata, with how the new values are known.

    Raises:
        NotFoundError: If the article is gone.
        StaleError: If somebody changed it since it was read.
    """
    with desk.change(
        "article.edit", asked=command, about={"article": command.article_id}, reason=command.why
    ) as work:
        row = work.get(ArticleRow, command.article_id, "article")
        values: dict[str, Any] = command.model_dump(
            exclude={"article_id", "version", "how", "why"}, exclude_none=True
        )
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if changed:
            basis = {name: {"how": command.how.value, "note": command.why} for name in changed}
            work.update(row, command.version, **values, basis={**row.basis, **basis})
    return Article.model_validate(row)


def mark_sentence(desk: Desk, command: MarkSentence) -> Sentence:
    """Decide of a sentence.

    Raises:
        NotFoundError: If the sentence is gone.
        RefusedError: If it is page furniture, or the mark denies a claim that stands in it, or
            speaks of one that does not.
        StaleError: If somebody decided otherwise meanwhile.
    """
    with desk.change("sentence.mark", asked=command, about={"article": command.article_id}) as work:
        row = work.get(SentenceRow, (command.article_id, command.start), "sentence")
        if row.kind == SentenceKind.FURNITURE:
            msg = (
                "This is page furniture, not a sentence of the article; there is nothing to decide."
            )
            raise RefusedError(msg)
        _require_agreement(work.session, row, command.mark)
        work.update(row, command.version, mark=command.mark)
    return Sentence.model_validate(row)


def _require_agreement(session: Session, sentence: SentenceRow, mark: Mark) -> None:
    """Refuse a mark that says otherwise than the claims that stand in the sentence, or do not."""
    claim = session.scalar(
        select(ClaimRow).where(
            col(ClaimRow.article_id) == sentence.article_id,
            col(ClaimRow.start) < sentence.end,
            col(ClaimRow.end) > sentence.start,
        )
    )
    if claim is None and mark is Mark.CLAIM:
        msg = "There is no claim in this sentence yet."
        raise RefusedError(msg, hint="Tag its words as a claim; that marks it.")
    if claim is not None and mark is not Mark.CLAIM:
        msg = f"Claim C{claim.number} stands in this sentence."
        raise RefusedError(msg, hint="Remove the claim first, then mark the sentence.")


def _coverages(session: Session) -> dict[str, Coverage]:
    length = col(SentenceRow.end) - col(SentenceRow.start)
    decided = col(SentenceRow.mark).in_((Mark.CLAIM.value, Mark.NOT_A_CLAIM.value))

    def count(mark: Mark) -> Any:  # noqa: ANN401 - a SQL expression
        return func.sum(case((col(SentenceRow.mark) == mark.value, 1), else_=0))

    rows = session.execute(
        select(
            col(SentenceRow.article_id),
            func.count(),
            count(Mark.CLAIM),
            count(Mark.NOT_A_CLAIM),
            count(Mark.QUERY),
            func.sum(length),
            func.sum(case((decided, length), else_=0)),
        )
        .where(col(SentenceRow.kind) != SentenceKind.FURNITURE.value)
        .group_by(col(SentenceRow.article_id))
    )
    fields = list(Coverage.model_fields)
    return {row[0]: Coverage(**dict(zip(fields, row[1:], strict=True))) for row in rows}


def _claim_counts(session: Session) -> tuple[dict[str, int], dict[str, int]]:
    rated = select(col(VerdictRow.claim_id)).distinct().scalar_subquery()
    rows = session.execute(
        select(
            col(ClaimRow.article_id),
            func.count(),
            func.sum(case((col(ClaimRow.id).in_(rated), 1), else_=0)),
        ).group_by(col(ClaimRow.article_id))
    )
    claims: dict[str, int] = defaultdict(int)
    done: dict[str, int] = defaultdict(int)
    for article_id, total, with_verdict in rows:
        claims[article_id], done[article_id] = total, with_verdict
    return claims, done


def _first_words(session: Session) -> dict[str, str]:
    """Return the beginning of each article's first counted sentence."""
    first = (
        select(col(SentenceRow.article_id), func.min(col(SentenceRow.start)).label("start"))
        .where(col(SentenceRow.kind) != SentenceKind.FURNITURE.value)
        .group_by(col(SentenceRow.article_id))
        .subquery()
    )
    rows = session.execute(
        select(
            first.c.article_id,
            func.substr(
                col(DocumentRow.text),
                first.c.start + 1,
                func.min(col(SentenceRow.end) - first.c.start, _FIRST_CHARACTERS)
                if session.get_bind().dialect.name == "sqlite"
                else func.least(col(SentenceRow.end) - first.c.start, _FIRST_CHARACTERS),
            ),
        )
        .join(
            SentenceRow,
            (col(SentenceRow.article_id) == first.c.article_id)
            & (col(SentenceRow.start) == first.c.start),
        )
        .join(ArticleRow, col(ArticleRow.id) == first.c.article_id)
        .join(DocumentRow, col(DocumentRow.sha256) == col(ArticleRow.document_sha256))
    )
    return {row[0]: shorten(row[1], 60) for row in rows}
