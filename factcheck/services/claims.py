"""Tagging claims, editing them, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, select
from sqlmodel import col

from factcheck.domain.errors import InvalidInputError, RefusedError
from factcheck.domain.rows import Claim
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.services.claim_views import views_of_claims
from factcheck.services.lookup import find, next_number
from factcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    DocumentRow,
    EvidenceRow,
    SentenceRow,
    VerdictRow,
)
from factcheck.text.normalise import normalise
from factcheck.text.quotes import Quote, make_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.domain.commands import EditClaim, RemoveClaim, TagClaim
    from factcheck.domain.views import ClaimView
    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work

ClaimState = Literal["open", "rated"]


def tag_claim(desk: Desk, command: TagClaim) -> Claim:
    """Make a claim of a span of an article, and mark the sentences that it touches as claims.

    White space at the ends of the span is left out. Without a restatement it begins as the words
    of the text.

    Raises:
        NotFoundError: If the article is gone.
        InvalidInputError: If the span is not in the text, or holds nothing but white space.
        RefusedError: If it lies in page furniture alone, or is tagged as a claim already.
    """
    about = {"article": command.article_id}
    with desk.change("claim.tag", asked=command, about=about) as work:
        article = work.get(ArticleRow, command.article_id, "article")
        quote = _quote_of(work.session.get_one(DocumentRow, article.document_sha256).text, command)
        touched = _sentences_in(work, article.id, quote.start, quote.end)
        if not touched:
            msg = "There is no sentence here, only page furniture."
            raise RefusedError(msg, hint="Choose words of the article's text.")
        _refuse_twice(work, article.id, quote)
        for sentence in touched:
            work.update(sentence, sentence.version, mark=Mark.CLAIM)
        fields = command.model_dump(mode="json", exclude={"article_id", "start", "end"})
        fields["restatement"] = command.restatement or " ".join(quote.exact.split())
        row = work.add(
            ClaimRow(
                id=desk.new_id(),
                number=next_number(work, ClaimRow),
                article_id=article.id,
                start=quote.start,
                end=quote.end,
                exact=quote.exact,
                prefix=quote.prefix,
                suffix=quote.suffix,
                created_at=desk.now(),
                created_by=desk.actor,
                **fields,
            )
        )
        about["claim"] = row.id
    return Claim.model_validate(row)


def edit_claim(desk: Desk, command: EditClaim) -> Claim:
    """Change fields of a claim.

    Raises:
        NotFoundError: If the claim is gone.
        InvalidInputError: If the restatement would be empty.
        StaleError: If somebody changed the claim since it was read, with both values.
    """
    about = {"claim": command.claim_id}
    with desk.change("claim.edit", asked=command, about=about) as work:
        row = work.get(ClaimRow, command.claim_id, "claim")
        about["article"] = row.article_id
        values: dict[str, Any] = command.model_dump(
            exclude={"claim_id", "version", "clear_type"}, exclude_none=True
        )
        if values.get("restatement") == "":
            msg = "A claim needs a restatement: one sentence that stands alone."
            raise InvalidInputError(msg, hint="Nothing was changed.")
        if command.clear_type:
            values["type"] = None
        work.update(row, command.version, **values)
    return Claim.model_validate(row)


def remove_claim(desk: Desk, command: RemoveClaim) -> None:
    """Take a claim back; its sentences are open again unless other claims stand in them.

    Raises:
        NotFoundError: If the claim is gone.
        RefusedError: If evidence or verdicts stand on it.
        StaleError: If somebody changed it since it was read.
    """
    about = {"claim": command.claim_id}
    with desk.change("claim.remove", asked=command, about=about) as work:
        row = work.get(ClaimRow, command.claim_id, "claim")
        about["article"] = row.article_id
        work.require_version(row, command.version)
        _refuse_if_used(work, row)
        for sentence in _sentences_in(work, row.article_id, row.start, row.end):
            others = _claims_in(work, row.article_id, sentence.start, sentence.end)
            if [claim.id for claim in others] == [row.id]:
                work.update(sentence, sentence.version, mark=Mark.UNTOUCHED)
        work.delete(row)


def get_claim(desk: Desk, ref: str) -> ClaimView:
    """Return a claim with its evidence and verdicts.

    Args:
        desk: The desk.
        ref: `C3`, `3`, or the id.

    Raises:
        NotFoundError: If there is no such claim.
    """
    with desk.read() as session:
        return views_of_claims(session, [find(session, ClaimRow, ref)])[0]


def list_claims(
    desk: Desk,
    *,
    article: str | None = None,
    rating: str | None = None,
    claimant: str | None = None,
    state: ClaimState | None = None,
) -> tuple[ClaimView, ...]:
    """Return claims in the order they were made.

    Args:
        desk: The desk.
        article: Only those of this article (`A1`).
        rating: Only those whose standing verdict has this rating's code.
        claimant: Only those by this claimant, whatever the case.
        state: Only those without a verdict (`open`), or with one (`rated`).

    Raises:
        NotFoundError: If there is no such article.
    """
    with desk.read() as session:
        wanted = select(ClaimRow).order_by(col(ClaimRow.number))
        if article is not None:
            wanted = wanted.where(col(ClaimRow.article_id) == find(session, ArticleRow, article).id)
        rows = session.scalars(wanted).all()
        if claimant is not None:
            # casefold, since SQLite's LOWER knows only ASCII
            wished = " ".join(normalise(claimant).split()).casefold()
            rows = [row for row in rows if row.claimant.casefold() == wished]
        views = views_of_claims(session, rows)
    if state is not None:
        views = tuple(view for view in views if (view.standing is not None) == (state == "rated"))
    if rating is not None:
        views = tuple(
            view for view in views if view.standing and view.standing.rating.code == rating
        )
    return views


def known_claimants(desk: Desk) -> tuple[str, ...]:
    """Return every claimant on record, the most frequent first."""
    with desk.read() as session:
        rows = session.execute(
            select(col(ClaimRow.claimant), func.count())
            .where(col(ClaimRow.claimant) != "")
            .group_by(col(ClaimRow.claimant))
            .order_by(func.count().desc(), col(ClaimRow.claimant))
        )
        return tuple(row[0] for row in rows)


def _quote_of(text: str, command: TagClaim) -> Quote:
    exact = text[command.start : command.end]
    start = command.start + len(exact) - len(exact.lstrip())
    end = start + len(exact.strip())
    if not 0 <= start < end <= len(text):
        msg = "There are no words in that part of the text."
        raise InvalidInputError(msg, hint="Select the words of the claim.")
    return make_quote(text, start, end)


def _sentences_in(work: Work, article_id: str, start: int, end: int) -> Sequence[SentenceRow]:
    return work.session.scalars(
        select(SentenceRow).where(
            col(SentenceRow.article_id) == article_id,
            col(SentenceRow.start) < end,
            col(SentenceRow.end) > start,
            col(SentenceRow.kind) != SentenceKind.FURNITURE.value,
        )
    ).all()


def _claims_in(work: Work, article_id: str, start: int, end: int) -> Sequence[ClaimRow]:
    return work.session.scalars(
        select(ClaimRow).where(
            col(ClaimRow.article_id) == article_id,
            col(ClaimRow.start) < end,
            col(ClaimRow.end) > start,
        )
    ).all()


def _refuse_twice(work: Work, article_id: str, quote: Quote) -> None:
    for claim in _claims_in(work, article_id, quote.start, quote.end):
        if (claim.start, claim.end) == (quote.start, quote.end):
            msg = f"These words are claim C{claim.number} already."
            raise RefusedError(msg, hint="Select a part of the sentence for another claim in it.")


def _refuse_if_used(work: Work, claim: ClaimRow) -> None:
    for kind, word in ((VerdictRow, "a verdict"), (EvidenceRow, "evidence")):
        used = select(col(kind.id)).where(col(kind.claim_id) == claim.id).limit(1)
        if work.session.scalar(used) is not None:
            msg = f"Claim C{claim.number} has {word}, so it cannot be removed."
            raise RefusedError(msg, hint="Undo that first, or edit the claim instead.")
