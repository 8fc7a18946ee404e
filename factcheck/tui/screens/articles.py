"""The list of articles: where one begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from factcheck.services.articles import list_articles
from factcheck.services.ingest import ingest_named
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.phrases import count
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.screens.base import DeskScreen
from factcheck.tui.screens.files import FilesDialog
from factcheck.tui.screens.metadata import ArticleForm
from factcheck.tui.widgets.article_list import ArticleList
from factcheck.tui.widgets.chrome import DeskHeader, KeyBar, StatusLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from factcheck.domain.views import ArticleOverview, IngestOutcome


class ArticlesScreen(DeskScreen):
    """Every article with its progress."""

    CSS_PATH = "articles.tcss"
    PLACES: ClassVar[tuple[Place, ...]] = (Place.ARTICLES, Place.EVERYWHERE)
    BINDINGS: ClassVar[Any] = bindings_of(Place.ARTICLES)

    def compose(self) -> ComposeResult:
        """Header, list, status, keys."""
        yield DeskHeader(self.desk.name, self.desk.actor)
        yield ArticleList()
        yield StatusLine()
        yield KeyBar()

    @property
    def articles(self) -> ArticleList:
        """The list."""
        return self.query_one(ArticleList)

    def load(self) -> None:
        """Read the articles."""
        self.read("articles", list_articles, self._show)

    def _show(self, articles: tuple[ArticleOverview, ...]) -> None:
        self.articles.show(articles)

    def about(self) -> dict[str, str]:
        """From the list, the history is that of the desk."""
        return {}

    # ------------------------------------------------------------------------------------ actions

    def action_cursor_by(self, step: int) -> None:
        """Choose the next or previous article."""
        self.articles.cursor_by(step)

    def action_page(self, direction: int) -> None:
        """Choose the article a page away."""
        self.articles.page(direction)

    def action_edge(self, direction: int) -> None:
        """Choose the first or last article."""
        self.articles.edge(direction)

    def action_open(self) -> None:
        """Read the chosen article."""
        chosen = self.articles.chosen
        if chosen is None:
            self.say("There is no article yet.", "quiet", "i brings one in")
        else:
            self.app.push_screen(ArticleScreen(chosen.article.ref))

    def on_article_list_opened(self) -> None:
        """Open what was clicked twice."""
        self.action_open()

    def action_edit_article(self) -> None:
        """Correct the chosen article's metadata."""
        if (chosen := self.articles.chosen) is not None:
            self.app.push_screen(ArticleForm(chosen.article))

    def action_ingest(self) -> None:
        """Ask for a file, a folder or an address, and bring in what is there."""
        self.app.push_screen(FilesDialog(), self._ingest)

    def _ingest(self, named: str | None) -> None:
        if not named:
            return
        self.say(f"Reading {named} …", "quiet")
        self.write(lambda desk: ingest_named(desk, named), self._ingested)

    def _ingested(self, outcomes: tuple[IngestOutcome, ...]) -> None:
        added = [outcome for outcome in outcomes if outcome.state == "added"]
        known = [outcome for outcome in outcomes if outcome.state == "known"]
        failed = [outcome for outcome in outcomes if outcome.state == "failed"]
        said = []
        if added:
            refs = ", ".join(outcome.article.ref for outcome in added if outcome.article)
            said.append(f"Brought in {count(len(added), 'article')}: {refs}.")
        if known:
            refs = ", ".join(outcome.article.ref for outcome in known if outcome.article)
            said.append(f"Already on the desk: {refs}.")
        said += [f"{Path(outcome.path).name}: {outcome.message}" for outcome in failed[:3]]
        hint = failed[0].hint if failed else ("u undoes" if added else "")
        self.say(" ".join(said), "refused" if failed else "done", hint)
