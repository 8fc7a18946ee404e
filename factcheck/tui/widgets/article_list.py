"""The articles of a desk, each with how far its review is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from factcheck.tui.paint import Part, bar, set_parts, set_row
from factcheck.tui.phrases import article_facts, count
from factcheck.tui.widgets.block_view import ListView, Spot

if TYPE_CHECKING:
    from textual import events

    from factcheck.domain.views import ArticleOverview

MOST_CELLS: Final = 116
_BAR_CELLS: Final = 16
_SHORT_BAR_CELLS: Final = 8
_WIDE: Final = 100


class ArticleList(ListView):
    """Two lines an article: what it is, and how far its review is."""

    class Opened(Message):
        """An article was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: tuple[ArticleOverview, ...] | None = None

    def show(self, articles: tuple[ArticleOverview, ...]) -> None:
        """Show these articles; the chosen one stays chosen."""
        self.articles = articles
        self.cursor = max(0, min(self.cursor, len(articles) - 1))
        self.invalidate()
        self.show_cursor()

    @property
    def chosen(self) -> ArticleOverview | None:
        """The chosen article, or None on an empty desk."""
        return self.articles[self.cursor] if self.articles else None

    def block_count(self) -> int:
        """One block an article, or one that teaches; nothing before the first read."""
        return 0 if self.articles is None else len(self.articles) or 1

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw an article, or what an empty desk says."""
        if not self.articles:
            return self._nothing(width)
        overview, lit = self.articles[index], index == self.cursor
        width = min(width, MOST_CELLS)
        article, coverage = overview.article, overview.coverage
        mark = Part("  ▌ " if lit else "    ", self.look("accent"))
        number = Part(f"{article.ref:<4}", self.look("quiet"))
        title = Part(overview.heading, self.look("strong"))
        cells = _BAR_CELLS if width >= _WIDE else _SHORT_BAR_CELLS
        done = bar(coverage.percent / 100, cells, self.look("accent"), self.look("rule"))
        percent = Part(f"{coverage.percent:>5} % ", self.look("strong"))
        facts = " · ".join(article_facts(article))
        tally = f"{count(overview.claims, 'claim')} · {overview.rated:,} rated "
        rows = [
            set_row([mark, number, title], [Part("  "), *done, percent], width),
            set_row(
                [mark, Part("    "), Part(facts, self.look("quiet"))],
                [Part("  "), Part(tally, self.look("quiet"))],
                width,
            ),
        ]
        if lit:
            rows = [row.apply_style(self.look("lit")) for row in rows]
        return [*rows, Strip([])]

    def _nothing(self, width: int) -> list[Strip]:
        key = self.look("accent")
        quiet = self.look("quiet")
        margin = "    "

        def paragraph(*parts: Part) -> list[Strip]:
            return set_parts(parts, min(width, 76), first=margin, rest=margin)

        return [
            *paragraph(Part("Nothing to check yet", self.look("strong"))),
            Strip([]),
            *paragraph(
                Part("i", key), Part("  brings in a file, a folder of files, or a web address.")
            ),
            Strip([]),
            *paragraph(
                Part("Or leave with ", quiet),
                Part("ctrl+q", key),
                Part(" and type, at the command line:", quiet),
            ),
            Strip([Segment(margin), Segment("    factcheck ingest FILE …", self.look("strong"))]),
            Strip([]),
            *paragraph(
                Part(
                    "The file's sentences are then stepped through one by one: each is a claim "
                    "to check, or holds none. Every change is kept in the history.",
                    quiet,
                )
            ),
        ]

    def block_clicked(self, spot: Spot, column: int, event: events.Click) -> None:
        """Choose an article; a second click opens it."""
        del column
        if self.articles:
            self.choose(spot.block)
            if event.chain > 1:
                self.post_message(self.Opened())
