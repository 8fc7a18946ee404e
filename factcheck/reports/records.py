"""Rows as JSON records: the one documented shape that reports and commands share.

Times are ISO 8601 in UTC, offsets are code points, references are the short ones (`A1`, `C3`).
Working notes of claims and sources are not part of a record: a report is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.reports.marked_text import numbered_sentences
from factcheck.reports.phrases import iso_utc

if TYPE_CHECKING:
    from factcheck.domain.coverage import Coverage
    from factcheck.domain.rows import Article, Checkpoint, Rating, RatingScale, Source
    from factcheck.domain.views import ArticleView, CitedEvidence, ClaimView, RatedVerdict

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """Return an article without its text."""
    return {
        "ref": article.ref,
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "authors": article.authors,
        "url": article.url,
        "language": article.language,
        "published_on": article.published_on,
        "basis": {
            name: {"how": basis.how.value, "note": basis.note}
            for name, basis in sorted(article.basis.items())
        },
        "document_sha256": article.document_sha256,
        "added_at": iso_utc(article.added_at),
        "added_by": article.added_by,
    }


def coverage_record(coverage: Coverage) -> Record:
    """Return an article's coverage."""
    return {
        "sentences": coverage.sentences,
        "covered": coverage.covered,
        "claims": coverage.claims,
        "not_claims": coverage.not_claims,
        "queries": coverage.queries,
        "untouched": coverage.untouched,
        "percent": coverage.percent,
    }


def article_in_full(view: ArticleView) -> Record:
    """Return an article with its text, its sentences and its coverage."""
    numbers = {s.start: number for number, s in numbered_sentences(view.sentences).items()}
    return article_record(view.article) | {
        "coverage": coverage_record(view.coverage),
        "text_sha256": view.document.text_sha256,
        "text": view.text,
        "sentences": [
            {
                "number": numbers.get(sentence.start),
                "start": sentence.start,
                "end": sentence.end,
                "kind": sentence.kind.value,
                "mark": sentence.mark.value,
            }
            for sentence in view.sentences
        ],
    }


def claim_record(view: ClaimView) -> Record:
    """Return a claim with its evidence and verdicts."""
    claim = view.claim
    return {
        "ref": claim.ref,
        "id": claim.id,
        "article": view.article.ref,
        "start": claim.start,
        "end": claim.end,
        "exact": claim.exact,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "restatement": claim.restatement,
        "claimant": claim.claimant,
        "said_on": claim.said_on,
        "type": claim.type.value if claim.type else None,
        "topics": list(claim.topics),
        "created_at": iso_utc(claim.created_at),
        "created_by": claim.created_by,
        "verdict": verdict_record(view.standing) if view.standing else None,
        "earlier_verdicts": [verdict_record(rated) for rated in view.verdicts[:-1]],
        "evidence": [evidence_record(piece) for piece in view.evidence],
    }


def verdict_record(rated: RatedVerdict) -> Record:
    """Return a verdict with the rating it gives."""
    return {
        "id": rated.verdict.id,
        "rating": rating_record(rated.rating),
        "explanation": rated.verdict.explanation,
        "recorded_at": iso_utc(rated.verdict.recorded_at),
        "recorded_by": rated.verdict.recorded_by,
    }


def rating_record(rating: Rating) -> Record:
    """Return one step of a scale."""
    return {
        "code": rating.code,
        "label": rating.label,
        "meaning": rating.meaning,
        "symbol": rating.symbol,
        "color": rating.color,
        "value": rating.value,
    }


def scale_record(scale: RatingScale) -> Record:
    """Return a rating scale."""
    return {
        "slug": scale.slug,
        "name": scale.name,
        "ratings": [rating_record(rating) for rating in scale.ratings],
    }


def evidence_record(piece: CitedEvidence) -> Record:
    """Return a piece of evidence; its source is named by reference."""
    evidence = piece.evidence
    return {
        "id": evidence.id,
        "source": piece.source.ref,
        "stance": evidence.stance.value,
        "exact": evidence.exact,
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
        "start": evidence.start,
        "end": evidence.end,
        "document_sha256": evidence.document_sha256,
        "note": evidence.note,
        "added_at": iso_utc(evidence.added_at),
        "added_by": evidence.added_by,
    }


def source_record(source: Source) -> Record:
    """Return a source."""
    return {
        "ref": source.ref,
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "author": source.author,
        "published_on": source.published_on,
        "language": source.language,
        "kind": source.kind.value,
        "document_sha256": source.document_sha256,
        "added_at": iso_utc(source.added_at),
        "added_by": source.added_by,
    }


def checkpoint_record(checkpoint: Checkpoint) -> Record:
    """Return a checkpoint with its signed note."""
    return {
        "size": checkpoint.size,
        "root": checkpoint.root,
        "note": checkpoint.note,
        "made_at": iso_utc(checkpoint.made_at),
        "made_by": checkpoint.made_by,
    }
