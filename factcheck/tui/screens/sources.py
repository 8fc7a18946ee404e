"""Choosing a source for a claim, or putting a new one on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widgets import Input, Static

from factcheck.domain.commands import AddSource, parse_command
from factcheck.domain.rows import Source
from factcheck.domain.vocabulary import SourceKind
from factcheck.services.articles import list_articles
from factcheck.services.sources import add_source, list_sources, source_for_article
from factcheck.text.safe import one_line
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.screens.base import Dialog
from factcheck.tui.screens.files import Paths
from factcheck.tui.screens.form import FormDialog, date_hint, row
from factcheck.tui.widgets.choice import Choice, Option
from factcheck.tui.widgets.chrome import KeyBar, StatusLine
from factcheck.tui.widgets.fields import SafeInput
from factcheck.tui.widgets.source_list import Candidate, SourceList, candidates_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from factcheck.domain.views import ClaimView
    from factcheck.services.desk import Desk


class SourceDialog(Dialog[Source]):
    """Lists the sources, fewer with every letter typed; gives the chosen one.

    Args:
        view: The claim that wants a source.
    """

    CSS_PATH = "sources.tcss"
    AUTO_FOCUS = "SafeInput"
    PLACES: ClassVar[tuple[Place, ...]] = (Place.SOURCES,)
    BINDINGS: ClassVar[Any] = bindings_of(Place.SOURCES)

    def __init__(self, view: ClaimView) -> None:
        super().__init__()
        self.claim_view = view
        self._all: tuple[Candidate, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, filter, list, status, keys."""
        title = f"A source for {self.claim_view.claim.ref}"
        with Vertical(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield SafeInput(placeholder="title, publisher or address", id="filter")
            yield SourceList()
            yield StatusLine()
            yield KeyBar()

    def on_mount(self) -> None:
        """Read what there is."""
        article_id = self.claim_view.article.id

        def job(desk: Desk) -> tuple[Candidate, ...]:
            return candidates_of(list_sources(desk), list_articles(desk), article_id)

        self.read("sources", job, self._show)

    def _show(self, candidates: tuple[Candidate, ...]) -> None:
        self._all = candidates
        self._filter(self.query_one("#filter", SafeInput).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed."""
        self._filter(event.value)

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        found = tuple(candidate for candidate in self._all if candidate.matches(words))
        self.query_one(SourceList).show(found)

    def on_input_submitted(self) -> None:
        """Enter takes the lit source."""
        self.action_choose()

    def on_source_list_opened(self) -> None:
        """A second click takes it."""
        self.action_choose()

    # ------------------------------------------------------------------------------------ actions

    def action_cursor_by(self, step: int) -> None:
        """Go down or up the list."""
        self.query_one(SourceList).cursor_by(step)

    def action_page(self, direction: int) -> None:
        """Go a page down or up."""
        self.query_one(SourceList).page(direction)

    def action_choose(self) -> None:
        """Take the lit source; an article becomes a source on first use."""
        chosen = self.query_one(SourceList).chosen
        if chosen is None:
            self.say("There is no source to choose.", "quiet", "^n puts a new one on record")
        elif chosen.source is not None:
            self.dismiss(chosen.source)
        elif (ref := chosen.article_ref) is not None:
            self.write_once(lambda desk: source_for_article(desk, ref), self._made, self.refuse)

    def _made(self, source: Source) -> None:
        self.dismiss(source)

    def action_new_source(self) -> None:
        """Put a new source on record."""
        typed = self.query_one("#filter", SafeInput).value

        def made(source: Source | None) -> None:
            if source is not None:
                self.dismiss(source)

        self.app.push_screen(SourceForm(typed), made)

    def action_back(self) -> None:
        """Close without choosing."""
        self.dismiss(None)


class SourceForm(FormDialog[Source]):
    """Puts a new source on record.

    Args:
        typed: What was looked for; it is a beginning of the title, or the address.
    """

    AUTO_FOCUS = "SafeInput"
    heading = "New source"
    draft_key = "source"

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed = typed

    def fields(self) -> Iterable[Widget]:
        """File, title, address, publisher, date, kind."""
        address = self._typed if self._typed.startswith(("http://", "https://")) else ""
        kinds = [Option(kind.value, kind.value) for kind in SourceKind]
        yield row("title", SafeInput("" if address else self._typed, id="title"))
        yield row("address", SafeInput(address, id="url", placeholder="https://…"))
        yield row(
            "file",
            SafeInput(id="file", placeholder="a file with its content", suggester=Paths()),
            Static(
                "It is kept in the archive, so that its words can be quoted.",
                classes="hint",
                markup=False,
            ),
        )
        yield row("publisher", SafeInput(id="publisher"))
        yield row(
            "published",
            SafeInput(id="published_on"),
            Static(date_hint("")[0], id="date", classes="hint", markup=False),
        )
        yield row("kind", Choice(kinds, SourceKind.OTHER.value, id="kind"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how a date is understood while it is typed."""
        if event.input.id == "published_on":
            self.query_one("#date", Static).update(date_hint(event.value)[0])

    def save(self, values: dict[str, str]) -> None:
        """Put the source on record."""
        del values
        fields: dict[str, object] = dict(self.values())
        typed = str(fields["published_on"])
        hint, iso = date_hint(typed)
        if iso is None:
            self.say(f"“{one_line(typed)}” is {hint}.", "refused", "Try 12 Nov 2013, or 2013")
            return
        fields["published_on"] = iso
        named = str(fields.pop("file")).strip()
        kind = SourceKind(str(fields.pop("kind")))
        path = Path(named).expanduser() if named else None
        if path is not None and not path.is_file():
            self.say(f"There is no file “{named}”.", "refused")
            return
        if path is not None and not fields["title"]:
            fields["title"] = path.name

        def run(desk: Desk) -> Source:
            return add_source(desk, parse_command(AddSource, kind=kind, **fields), file=path)

        self.write_once(run, self.done, self.refuse)
