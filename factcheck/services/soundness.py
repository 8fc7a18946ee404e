"""Rules that hold on every desk, looked at again where rows come back from the past.

Services keep them when they change rows. An undo only puts old values back, so it asks here whether
they still fit what others have done since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from factcheck.domain.errors import RefusedError
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.store.tables import ArticleRow, ClaimRow, SentenceRow, VerdictRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.rows import Event


def require_sound(session: Session, event: Event) -> None:
    """Check what the rows about an event's article and claim mean together.

    Raises:
        RefusedError: If a claim would stand in a sentence that is not marked as one, or stand twice
            in the same words; if verdicts would stand side by side; if an article would be there
            twice.
    """
    if event.article_id is not None:
        _require_marked_claims(session, event.article_id)
        _require_distinct_claims(session, event.article_id)
        _require_one_article(session, event.article_id)
    if event.claim_id is not None:
        _require_one_chain(session, event.claim_id)


def _require_marked_claims(session: Session, article_id: str) -> None:
    number = session.scalar(
        select(col(ClaimRow.number))
        .join(
            SentenceRow,
            (col(SentenceRow.article_id) == col(ClaimRow.article_id))
            & (col(SentenceRow.start) < col(ClaimRow.end))
            & (col(SentenceRow.end) > col(ClaimRow.start)),
        )
        .where(
            col(ClaimRow.article_id) == article_id,
            col(SentenceRow.kind) != SentenceKind.FURNITURE.value,
            col(SentenceRow.mark) != Mark.CLAIM.value,
        )
        .order_by(col(ClaimRow.number))
        .limit(1)
    )
    if number is not None:
        msg = f"Claim C{number} stands in a sentence that would not be marked as a claim."
        raise RefusedError(msg, hint="Undo the later change first, or change it by hand.")


def _require_distinct_claims(session: Session, article_id: str) -> None:
    twice = session.execute(
        select(func.max(col(ClaimRow.number)))
        .where(col(ClaimRow.article_id) == article_id)
        .group_by(col(ClaimRow.start), col(ClaimRow.end))
        .having(func.count() > 1)
        .limit(1)
    ).scalar()
    if twice is not None:
        msg = f"These words were tagged again meanwhile, as claim C{twice}."
        raise RefusedError(msg, hint="Go on with that claim.")


def _require_one_article(session: Session, article_id: str) -> None:
    article = session.get(ArticleRow, article_id)
    if article is None:
        return
    twin = session.scalar(
        select(col(ArticleRow.number)).where(
            col(ArticleRow.document_sha256) == article.document_sha256,
            col(ArticleRow.id) != article_id,
        )
    )
    if twin is not None:
        msg = f"The same text was taken in again meanwhile, as A{twin}."
        raise RefusedError(msg, hint="Go on with that article.")


def _require_one_chain(session: Session, claim_id: str) -> None:
    forked = session.execute(
        select(col(VerdictRow.supersedes))
        .where(col(VerdictRow.claim_id) == claim_id)
        .group_by(col(VerdictRow.supersedes))
        .having(func.count() > 1)
    ).first()
    if forked is not None:
        msg = "Somebody has rated this claim meanwhile; two verdicts cannot stand side by side."
        raise RefusedError(msg, hint="Read that verdict, then record yours if you still differ.")
