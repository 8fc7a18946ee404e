"""Claims with their evidence and verdicts, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.rows import Article, Claim, Evidence, Rating, Source, Verdict
from factcheck.domain.views import CitedEvidence, ClaimView, RatedVerdict
from factcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    RatingRow,
    SourceRow,
    VerdictRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_BATCH = 500
"""Ids a query; SQLite and PostgreSQL both cap the number of parameters."""


def views_of_claims(session: Session, claims: Sequence[ClaimRow]) -> tuple[ClaimView, ...]:
    """Return views of claims, in the order given."""
    views: list[ClaimView] = []
    for start in range(0, len(claims), _BATCH):
        views += _views(session, claims[start : start + _BATCH])
    return tuple(views)


def _views(session: Session, claims: Sequence[ClaimRow]) -> list[ClaimView]:
    evidence = _evidence_by_claim(session, [claim.id for claim in claims])
    verdicts = _verdicts_by_claim(session, [claim.id for claim in claims])
    article_ids = {claim.article_id for claim in claims}
    articles = {
        row.id: Article.model_validate(row)
        for row in session.scalars(select(ArticleRow).where(col(ArticleRow.id).in_(article_ids)))
    }
    return [
        ClaimView(
            claim=Claim.model_validate(claim),
            article=articles[claim.article_id],
            evidence=tuple(evidence[claim.id]),
            verdicts=tuple(verdicts[claim.id]),
        )
        for claim in claims
    ]


def _evidence_by_claim(session: Session, claim_ids: list[str]) -> dict[str, list[CitedEvidence]]:
    found: dict[str, list[CitedEvidence]] = defaultdict(list)
    rows = session.execute(
        select(EvidenceRow, SourceRow)
        .join(SourceRow, col(SourceRow.id) == col(EvidenceRow.source_id))
        .where(col(EvidenceRow.claim_id).in_(claim_ids))
        .order_by(col(EvidenceRow.added_at), col(EvidenceRow.id))
    )
    for evidence, source in rows:
        found[evidence.claim_id].append(
            CitedEvidence(
                evidence=Evidence.model_validate(evidence), source=Source.model_validate(source)
            )
        )
    return found


def _verdicts_by_claim(session: Session, claim_ids: list[str]) -> dict[str, list[RatedVerdict]]:
    rows = session.execute(
        select(VerdictRow, RatingRow)
        .join(
            RatingRow,
            (col(RatingRow.scale_id) == col(VerdictRow.scale_id))
            & (col(RatingRow.code) == col(VerdictRow.rating_code)),
        )
        .where(col(VerdictRow.claim_id).in_(claim_ids))
    )
    followers: dict[tuple[str, str | None], RatedVerdict] = {}
    for verdict, rating in rows:
        followers[verdict.claim_id, verdict.supersedes] = RatedVerdict(
            verdict=Verdict.model_validate(verdict), rating=Rating.model_validate(rating)
        )
    return {claim_id: _chain(claim_id, followers) for claim_id in claim_ids}


def _chain(
    claim_id: str, followers: dict[tuple[str, str | None], RatedVerdict]
) -> list[RatedVerdict]:
    """Put a claim's verdicts in the order in which each superseded the one before.

    Times would not do: the clocks of two laptops differ.
    """
    chain: list[RatedVerdict] = []
    following = followers.get((claim_id, None))
    while following is not None:
        chain.append(following)
        following = followers.get((claim_id, following.verdict.id))
    return chain
