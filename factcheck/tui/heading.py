"""The head of a page: title, what is known of it, and how far the review is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from factcheck.tui.paint import Part, bar, set_parts, set_row
from factcheck.tui.phrases import article_facts, count, source_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from factcheck.domain.coverage import Coverage
    from factcheck.domain.rows import Source
    from factcheck.domain.views import ArticleView

_BAR_CELLS = 20


def article_heading(
    view: ArticleView, coverage: Coverage, width: int, look: Callable[[str], Style]
) -> list[Strip]:
    """Return the lines above an article.

    Args:
        view: The article.
        coverage: How much of it is decided now.
        width: The measure.
        look: Gives the styles.
    """
    article, quiet = view.article, look("quiet")
    title = (
        [Part(article.title, look("strong"))]
        if article.title
        else [
            Part(f"{article.ref}, without a title   ", quiet),
            Part("m", look("accent")),
            Part(" gives it one", look("faint")),
        ]
    )
    rated = sum(1 for claim in view.claims if claim.standing)
    tally = [f"{coverage.percent} % covered"]
    if view.claims:
        tally.append(f"{count(len(view.claims), 'claim')}, {rated:,} rated")
    if coverage.queries:
        tally.append(count(coverage.queries, "query", "queries"))
    done = bar(coverage.percent / 100, _BAR_CELLS, look("accent"), look("rule"))
    return [
        Strip([]),
        *set_parts(title, width),
        *set_parts([Part(" · ".join(article_facts(article)), quiet)], width),
        set_row([*done, Part(f"  {' · '.join(tally)}", quiet)], [], width),
        Strip([]),
    ]


def source_heading(source: Source, width: int, look: Callable[[str], Style]) -> list[Strip]:
    """Return the lines above a source's text."""
    return [
        Strip([]),
        *set_parts([Part(source_facts(source) or source.url, look("strong"))], width),
        *(set_parts([Part(source.url, look("quiet"))], width) if source.url else []),
        Strip([]),
    ]
