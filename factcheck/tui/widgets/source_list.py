"""Sources to choose from, and the desk's articles, which can be sources too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from factcheck.tui.paint import Part, set_parts, set_row
from factcheck.tui.phrases import article_facts, count, date_words
from factcheck.tui.widgets.block_view import ListView, Spot

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from factcheck.domain.rows import Source
    from factcheck.domain.views import ArticleOverview, SourceView


class Candidate(NamedTuple):
    """A source on record, or an article that can become one."""

    ref: str
    title: str
    facts: str
    source: Source | None = None
    article_ref: str | None = None

    def matches(self, words: list[str]) -> bool:
        """Whether every word stands in what is known of it."""
        known = f"{self.ref} {self.title} {self.facts}".casefold()
        return all(word in known for word in words)


def candidates_of(
    sources: tuple[SourceView, ...], articles: tuple[ArticleOverview, ...], but_article: str
) -> tuple[Candidate, ...]:
    """Return what can be linked: sources on record, then the other articles of the desk.

    Args:
        sources: Sources on record, the newest last.
        articles: The desk's articles.
        but_article: The id of the article that the claim itself stands in.
    """
    known = {view.source.document_sha256 for view in sources}
    found = [
        Candidate(
            view.source.ref,
            view.source.title or view.source.url,
            " · ".join(
                fact
                for fact in (
                    view.source.publisher,
                    date_words(view.source.published_on),
                    view.source.url,
                    count(len(view.used_by), "claim") if view.used_by else "",
                )
                if fact
            ),
            source=view.source,
        )
        for view in reversed(sources)
    ]
    found += [
        Candidate(
            overview.article.ref,
            overview.heading,
            "article of this desk · " + " · ".join(article_facts(overview.article)),
            article_ref=overview.article.ref,
        )
        for overview in articles
        if overview.article.id != but_article and overview.article.document_sha256 not in known
    ]
    return tuple(found)


class SourceList(ListView):
    """Two lines a source."""

    class Opened(Message):
        """A source was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self.candidates: tuple[Candidate, ...] | None = None

    def show(self, candidates: tuple[Candidate, ...]) -> None:
        """Show these; the first is chosen."""
        self.candidates = candidates
        self.cursor = 0
        self.invalidate()
        self.to_top()

    @property
    def chosen(self) -> Candidate | None:
        """The chosen one."""
        return self.candidates[self.cursor] if self.candidates else None

    def block_count(self) -> int:
        """One block a source, or one that says that there is none."""
        return 0 if self.candidates is None else len(self.candidates) or 1

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw one source."""
        quiet = self.look("quiet")
        if not self.candidates:
            words = [
                Part("No source is called so. "),
                Part("^n", self.look("accent")),
                Part(" puts a new one on record."),
            ]
            return set_parts(words, width)
        candidate, lit = self.candidates[index], index == self.cursor
        mark = Part("▌ " if lit else "  ", self.look("accent"))
        rows = [
            set_row([mark, Part(f"{candidate.ref:<5}", quiet), Part(candidate.title)], [], width),
            set_row([mark, Part("     "), Part(candidate.facts, quiet)], [], width),
        ]
        return [row.apply_style(self.look("lit")) for row in rows] if lit else rows

    def block_clicked(self, spot: Spot, column: int, event: events.Click) -> None:
        """Choose a source; a second click takes it."""
        del column
        if self.candidates:
            self.choose(spot.block)
            if event.chain > 1:
                self.post_message(self.Opened())
