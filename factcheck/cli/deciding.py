"""`mark`, `tag`, `link` and `verdict`: what reviewers decide, for those without a screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.claims import claim_in_full, say_claim
from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, say, say_json
from factcheck.domain.errors import InvalidInputError, NotFoundError, RefusedError
from factcheck.domain.vocabulary import ClaimType, Mark, Stance

if TYPE_CHECKING:
    from factcheck.domain.rows import Sentence
    from factcheck.domain.views import ArticleView
    from factcheck.services.desk import Desk

ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="A1, for example.")]
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="C3, for example.")]


class MarkWord(StrEnum):
    """Marks as they are typed."""

    CLAIM = "claim"
    NOT_A_CLAIM = "not-a-claim"
    QUERY = "query"
    UNTOUCHED = "untouched"


def mark(
    context: typer.Context,
    article: ArticleArgument,
    sentence: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The sentence's number: factcheck article A1.")
    ],
    decision: Annotated[MarkWord, typer.Argument(metavar="MARK", help=" | ".join(MarkWord))],
    *,
    as_json: JsonOption = False,
) -> None:
    """Decide of a sentence: claim, not-a-claim, query or untouched."""
    from factcheck.domain.commands import MarkSentence, parse_command
    from factcheck.services.articles import get_article, mark_sentence

    with opened_desk(context) as desk:
        view = get_article(desk, article)
        chosen = _sentence(view, sentence)
        command = parse_command(
            MarkSentence,
            article_id=view.article.id,
            start=chosen.start,
            version=chosen.version,
            mark=Mark[decision.name],
        )
        done = mark_sentence(desk, command)
    if as_json:
        say_json({"article": view.article.ref, "number": sentence, "mark": done.mark.value})
    else:
        say(f"{view.article.ref} sentence {sentence}: {done.mark.replace('_', ' ')}.")


def tag(
    context: typer.Context,
    article: ArticleArgument,
    *,
    sentence: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="The sentence, or where the words are.")
    ] = None,
    words: Annotated[
        str, typer.Option(help="The words that are the claim, as they stand in the text.")
    ] = "",
    restatement: Annotated[str, typer.Option(help="The claim so that it stands alone.")] = "",
    claimant: Annotated[str, typer.Option(help="Who said it.")] = "",
    said_on: Annotated[str, typer.Option(metavar="DATE", help="2013, 2013-11 or 2013-11-12.")] = "",
    kind: Annotated[ClaimType | None, typer.Option("--type", help="What kind it is.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="A topic; may be repeated.")] = None,
    note: Annotated[str, typer.Option(help="A working note; it is not published.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Tag a claim: a whole sentence, or the words of a part of one."""
    from factcheck.domain.commands import TagClaim, parse_command
    from factcheck.services.articles import get_article
    from factcheck.services.claims import tag_claim

    with opened_desk(context) as desk:
        view = get_article(desk, article)
        start, end = _span(view, sentence, words)
        command = parse_command(
            TagClaim,
            article_id=view.article.id,
            start=start,
            end=end,
            restatement=restatement,
            claimant=claimant,
            said_on=said_on,
            type=kind,
            topics=tuple(topic or ()),
            note=note,
        )
        _answer(desk, tag_claim(desk, command).id, as_json=as_json)


def link(
    context: typer.Context,
    claim: ClaimArgument,
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="S2; or A2 for an article of this desk.")
    ],
    *,
    stance: Annotated[Stance, typer.Option(help="How it bears on the claim.")],
    passage: Annotated[
        str, typer.Option(help="The words of the source, as they stand in it.")
    ] = "",
    note: Annotated[str, typer.Option(help="Why they bear on it; this is published.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Link a source to a claim, with the passage that bears on it."""
    from factcheck.services.claims import get_claim
    from factcheck.services.sources import get_source, link_passage, source_for_article

    with opened_desk(context) as desk:
        view = get_claim(desk, claim)
        found = (
            source_for_article(desk, source)
            if source.strip().upper().startswith("A")
            else get_source(desk, source).source
        )
        link_passage(
            desk,
            claim_id=view.claim.id,
            source_id=found.id,
            stance=stance,
            passage=passage,
            note=note,
        )
        _answer(desk, view.claim.id, as_json=as_json)


def verdict(
    context: typer.Context,
    claim: ClaimArgument,
    code: Annotated[
        str, typer.Argument(metavar="RATING", help="A code of the desk's scale, such as half-true.")
    ],
    *,
    explanation: Annotated[str, typer.Option(help="Why; this is published.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Rate a claim. An earlier verdict is superseded, never overwritten."""
    from factcheck.domain.commands import RecordVerdict, parse_command
    from factcheck.services.claims import get_claim
    from factcheck.services.verdicts import record_verdict

    with opened_desk(context) as desk:
        view = get_claim(desk, claim)
        command = parse_command(
            RecordVerdict,
            claim_id=view.claim.id,
            claim_version=view.claim.version,
            rating_code=code,
            explanation=explanation,
            supersedes=view.standing.verdict.id if view.standing else None,
        )
        record_verdict(desk, command)
        _answer(desk, view.claim.id, as_json=as_json)


def _answer(desk: Desk, claim_id: str, *, as_json: bool) -> None:
    from factcheck.services.claims import get_claim

    view = get_claim(desk, claim_id)
    if as_json:
        say_json(claim_in_full(view))
    else:
        say_claim(view)


def _sentence(view: ArticleView, number: int) -> Sentence:
    from factcheck.reports.marked_text import numbered_sentences

    numbered = numbered_sentences(view.sentences)
    if number not in numbered:
        raise NotFoundError(
            f"{view.article.ref} has no sentence {number}.",
            hint=f"They are numbered 1 to {len(numbered)}: factcheck article {view.article.ref}",
        )
    return numbered[number]


def _span(view: ArticleView, number: int | None, words: str) -> tuple[int, int]:
    from factcheck.text.quotes import find_passage

    within = _sentence(view, number) if number is not None else None
    if not words.strip():
        if within is None:
            raise InvalidInputError(
                "What is the claim?", hint="Name a --sentence, some --words of the text, or both."
            )
        return within.start, within.end
    spans = find_passage(view.text, words)
    if within is not None:
        spans = [span for span in spans if within.start <= span.start < within.end]
    if not spans:
        raise RefusedError("These words are not in the text.", hint="Copy them from it.")
    if len(spans) > 1:
        raise RefusedError(
            f"These words stand {len(spans)} times in the text.",
            hint="Say in which --sentence, or give more of them.",
        )
    return spans[0].start, spans[0].end
