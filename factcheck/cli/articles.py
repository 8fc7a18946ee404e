"""`factcheck articles` and `factcheck article`: what is under review, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import (
    NOTHING,
    JsonOption,
    remark,
    say,
    say_fields,
    say_json,
    say_table,
    wrapped,
)
from factcheck.domain.vocabulary import Mark
from factcheck.reports.phrases import counted, language_name, written_date

if TYPE_CHECKING:
    from factcheck.domain.views import ArticleOverview, ArticleView

MARK_SIGNS = {Mark.UNTOUCHED: "○", Mark.CLAIM: "◆", Mark.NOT_A_CLAIM: "·", Mark.QUERY: "?"}


def articles(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the articles with how far their review is."""
    from factcheck.services.articles import list_articles

    with opened_desk(context) as desk:
        found = list_articles(desk)
    if as_json:
        say_json({"articles": [_overview_record(overview) for overview in found]})
        return
    if not found:
        remark("No article yet. Bring one in: factcheck ingest FILE")
        return
    say_table(
        ("ref", "date", "covered", "claims", "rated", "article"),
        [
            (
                overview.article.ref,
                overview.article.published_on or NOTHING,
                f"{overview.coverage.percent} %",
                str(overview.claims),
                str(overview.rated),
                overview.heading,
            )
            for overview in found
        ],
        flexible=5,
    )


def article(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="ARTICLE", help="A1, for example.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Show an article: each sentence with its number and mark."""
    from factcheck.reports.records import article_in_full
    from factcheck.services.articles import get_article

    with opened_desk(context) as desk:
        view = get_article(desk, ref)
    if as_json:
        say_json(article_in_full(view) | {"claims": [claim.claim.ref for claim in view.claims]})
        return
    _say_article(view)


def _overview_record(overview: ArticleOverview) -> dict[str, object]:
    from factcheck.reports.records import article_record, coverage_record

    return article_record(overview.article) | {
        "heading": overview.heading,
        "coverage": coverage_record(overview.coverage),
        "claims": overview.claims,
        "rated": overview.rated,
    }


def _say_article(view: ArticleView) -> None:
    from factcheck.reports.marked_text import numbered_sentences

    article = view.article
    say(f"{article.ref}  {view.heading}".replace("\n", " "))
    say_fields(
        (
            ("publisher", article.publisher),
            ("authors", article.authors),
            ("date", written_date(article.published_on)),
            ("language", language_name(article.language)),
            ("address", article.url),
            ("covered", _coverage(view)),
        )
    )
    say()
    numbered = numbered_sentences(view.sentences)
    digits = len(str(len(numbered)))
    for number, sentence in numbered.items():
        beside = f"{number:>{digits}} {MARK_SIGNS[sentence.mark]} "
        lines = wrapped(view.text[sentence.start : sentence.end], len(beside))
        say(beside + ("\n" + " " * len(beside)).join(lines))
    say()
    say("  ".join(f"{sign} {mark.replace('_', ' ')}" for mark, sign in MARK_SIGNS.items()))


def _coverage(view: ArticleView) -> str:
    coverage = view.coverage
    sentences = counted(coverage.sentences, "sentence")
    return f"{coverage.percent} % of {sentences}, {counted(coverage.queries, 'open question')}"
