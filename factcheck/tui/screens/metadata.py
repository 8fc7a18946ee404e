"""The form of an article: what is known about it, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from factcheck.domain.commands import EditArticle, parse_command
from factcheck.domain.vocabulary import HowKnown
from factcheck.services.articles import edit_article
from factcheck.tui.screens.form import FormDialog, date_hint, row
from factcheck.tui.widgets.choice import Choice, Option
from factcheck.tui.widgets.fields import SafeInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from factcheck.domain.rows import Article
    from factcheck.services.desk import Desk


class ArticleForm(FormDialog[None]):
    """Edits an article's metadata.

    Args:
        article: The article as it is now.
    """

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article
        self.heading = f"Article {article.ref}"
        self.draft_key = f"article {article.id}"

    def fields(self) -> Iterable[Widget]:
        """Title, publisher, authors, date, address, language; how the new values are known."""
        article = self.article
        yield row("title", SafeInput(article.title, id="title"))
        yield row("publisher", SafeInput(article.publisher, id="publisher"))
        yield row("authors", SafeInput(article.authors, id="authors"))
        yield row(
            "published",
            SafeInput(article.published_on, id="published_on"),
            Static(date_hint(article.published_on)[0], id="date", classes="hint", markup=False),
        )
        yield row("address", SafeInput(article.url, id="url", placeholder="https://…"))
        yield row("language", SafeInput(article.language, id="language", placeholder="en, id, …"))
        how = [
            Option(HowKnown.ENTERED.value, "I know it"),
            Option(HowKnown.FOUND.value, "the text says it"),
            Option(HowKnown.INFERRED.value, "inferred from it"),
        ]
        yield row("how known", Choice(how, HowKnown.ENTERED.value, id="how"))
        yield row("because", SafeInput(id="why", placeholder="why the new values are believed"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how a date is understood while it is typed."""
        if event.input.id == "published_on":
            self.query_one("#date", Static).update(date_hint(event.value)[0])

    def save(self, values: dict[str, str]) -> None:
        """Store the fields that were changed."""
        article = self.article
        if not set(values) - {"how", "why"}:
            self.done(None)
            return
        fields: dict[str, object] = dict(values)
        if "published_on" in values:
            hint, iso = date_hint(values["published_on"])
            if iso is None:
                typed = values["published_on"]
                self.say(f"“{typed}” is {hint}.", "refused", "Try 12 Nov 2013, or 2013")
                return
            fields["published_on"] = iso

        def run(desk: Desk) -> Article:
            command = parse_command(
                EditArticle, article_id=article.id, version=article.version, **fields
            )
            return edit_article(desk, command)

        self.write_once(run, self._saved, self.refuse)

    def _saved(self, article: Article) -> None:
        self.done(None)
        self.factcheck.say(f"{article.ref} is changed.", "done", "u undoes")
