"""Mending by hand where the text was cut into sentences wrongly; claims keep their spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.errors import InvalidInputError, RefusedError
from factcheck.domain.rows import Sentence
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.store.tables import ArticleRow, ClaimRow, DocumentRow, SentenceRow

if TYPE_CHECKING:
    from factcheck.domain.commands import JoinSentences, SplitSentence
    from factcheck.services.desk import Desk
    from factcheck.store.unit import Work


def split_sentence(desk: Desk, command: SplitSentence) -> tuple[Sentence, Sentence]:
    """Make two sentences of one.

    Both keep the mark, except that a half of a claim's sentence without a claim in it is open.

    Returns:
        The two sentences, trimmed of the white space between them.

    Raises:
        NotFoundError: If the sentence is gone.
        InvalidInputError: If there are no words on one side of the place.
        StaleError: If somebody changed it since it was read.
    """
    about = {"article": command.article_id}
    with desk.change("sentence.split", asked=command, about=about) as work:
        first = work.get(SentenceRow, (command.article_id, command.start), "sentence")
        work.require_version(first, command.version)
        text = _text_of(work, command.article_id)
        left = text[first.start : max(first.start, command.at)].rstrip()
        right = text[command.at : first.end].lstrip()
        if not left or not right:
            msg = "A sentence can only be split between two of its words."
            raise InvalidInputError(msg, hint="Choose a place inside the sentence.")
        second = SentenceRow(
            article_id=first.article_id,
            start=first.end - len(right),
            end=first.end,
            kind=first.kind,
            rule="split by hand",
            mark=_mark_of(work, first, first.end - len(right), first.end),
        )
        mark = _mark_of(work, first, first.start, first.start + len(left))
        work.update(first, first.version, end=first.start + len(left), mark=mark)
        work.add(second)
    return Sentence.model_validate(first), Sentence.model_validate(second)


def join_sentences(desk: Desk, command: JoinSentences) -> Sentence:
    """Make one sentence of two that follow each other.

    Where they were marked alike the mark stays; a claim in either makes it a claim; otherwise it is
    open again.

    Raises:
        NotFoundError: If the sentence is gone.
        RefusedError: If no sentence follows, or page furniture stands between.
        StaleError: If somebody changed it since it was read.
    """
    about = {"article": command.article_id}
    with desk.change("sentence.join", asked=command, about=about) as work:
        first = work.get(SentenceRow, (command.article_id, command.start), "sentence")
        work.require_version(first, command.version)
        second = work.session.scalar(
            select(SentenceRow)
            .where(
                col(SentenceRow.article_id) == first.article_id,
                col(SentenceRow.start) > first.start,
            )
            .order_by(col(SentenceRow.start))
            .limit(1)
        )
        if second is None or SentenceKind.FURNITURE in {first.kind, second.kind}:
            msg = "There is no sentence right after this one to join it with."
            raise RefusedError(msg)
        work.require_version(second, command.next_version)
        marks = {first.mark, second.mark}
        mark = first.mark if len(marks) == 1 else Mark.UNTOUCHED.value
        if Mark.CLAIM in marks:
            mark = Mark.CLAIM.value
        work.update(first, first.version, end=second.end, mark=mark)
        work.delete(second)
    return Sentence.model_validate(first)


def _text_of(work: Work, article_id: str) -> str:
    article = work.get(ArticleRow, article_id, "article")
    return work.session.get_one(DocumentRow, article.document_sha256).text


def _mark_of(work: Work, sentence: SentenceRow, start: int, end: int) -> str:
    """Return the mark of a part of a sentence that is being split."""
    if sentence.mark != Mark.CLAIM:
        return sentence.mark
    claim = work.session.scalar(
        select(col(ClaimRow.id)).where(
            col(ClaimRow.article_id) == sentence.article_id,
            col(ClaimRow.start) < end,
            col(ClaimRow.end) > start,
        )
    )
    return Mark.UNTOUCHED.value if claim is None else sentence.mark
