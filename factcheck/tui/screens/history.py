"""Who changed what, and when: of a claim, of an article, or of the whole desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.widgets import Static

from factcheck.services.history import list_events
from factcheck.services.undo import undo
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.phrases import count
from factcheck.tui.screens.base import DeskScreen
from factcheck.tui.widgets.chrome import DeskHeader, KeyBar, StatusLine
from factcheck.tui.widgets.event_list import EventList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from factcheck.domain.views import EventLine

PAGE: Final = 200


class Scope(NamedTuple):
    """Of what changes are shown; neither means the whole desk."""

    claim: str | None = None
    article: str | None = None


class HistoryScreen(DeskScreen):
    """The changes of a claim, an article or the desk, the newest first.

    Args:
        about: References by `claim` and `article`; the narrowest is shown first.
    """

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "EventList"
    PLACES: ClassVar[tuple[Place, ...]] = (Place.HISTORY, Place.EVERYWHERE)
    BINDINGS: ClassVar[Any] = bindings_of(Place.HISTORY)

    def __init__(self, about: dict[str, str]) -> None:
        super().__init__()
        claim, article = about.get("claim"), about.get("article")
        wider = [Scope(claim=claim), Scope(article=article), Scope()]
        self._scopes = [scope for scope in wider[:2] if any(scope)] + wider[2:]
        self._scope = 0
        self._complete = False

    def compose(self) -> ComposeResult:
        """Header, what is shown, the changes, status, keys."""
        yield DeskHeader(self.desk.name, self.desk.actor)
        yield Static("", id="scope", markup=False)
        yield EventList()
        yield StatusLine()
        yield KeyBar()

    @property
    def changes(self) -> EventList:
        """The list."""
        return self.query_one(EventList)

    def load(self) -> None:
        """Read the newest changes."""
        scope = self._scopes[self._scope]
        shown = max(PAGE, len(self.changes.events or ()))
        self.read(
            "history",
            lambda desk: list_events(desk, claim=scope.claim, article=scope.article, limit=shown),
            self._show,
        )

    def _show(self, lines: tuple[EventLine, ...]) -> None:
        self._complete = len(lines) < PAGE
        self.changes.show(lines)
        scope = self._scopes[self._scope]
        of = f"of article {scope.article}" if scope.article else "of the whole desk"
        if scope.claim:
            of = f"of claim {scope.claim}"
        number = (
            count(len(lines), "change") if self._complete else f"the newest {len(lines):,} changes"
        )
        self.query_one("#scope", Static).update(f"History {of}   {number}")

    def _more(self) -> None:
        """Read older changes once the end is near."""
        lines = self.changes.events or ()
        if self._complete or not lines or self.changes.cursor < len(lines) - 1:
            return
        scope, oldest = self._scopes[self._scope], lines[-1].event.seq

        def then(older: tuple[EventLine, ...]) -> None:
            now = self.changes.events or ()
            if scope != self._scopes[self._scope] or not now or now[-1].event.seq != oldest:
                return  # something else is shown by now
            self._complete = len(older) < PAGE
            self.changes.show((*now, *older))

        self.read(
            "older",
            lambda desk: list_events(
                desk,
                claim=scope.claim,
                article=scope.article,
                before_seq=oldest,
                limit=PAGE,
            ),
            then,
        )

    # ------------------------------------------------------------------------------------ actions

    def action_cursor_by(self, step: int) -> None:
        """Choose an older or newer change."""
        self.changes.cursor_by(step)
        self._more()

    def action_page(self, direction: int) -> None:
        """Go a page down or up."""
        self.changes.page(direction)
        self._more()

    def action_edge(self, direction: int) -> None:
        """Choose the newest change, or the oldest one shown."""
        self.changes.edge(direction)
        self._more()

    def action_widen(self) -> None:
        """Show the changes of the next wider thing, then of the claim again."""
        self._scope = (self._scope + 1) % len(self._scopes)
        self.changes.cursor = 0
        self.changes.show(())
        self.load()

    def action_go_there(self) -> None:
        """Open the article at what was changed."""
        chosen = self.changes.chosen
        if chosen is None:
            return
        article_id = chosen.event.article_id
        if article_id is None:
            self.say("This change is of no article.", "quiet")
        else:
            self.factcheck.open_article(article_id, chosen.event.claim_id)

    def action_take_back(self) -> None:
        """Undo the chosen change."""
        chosen = self.changes.chosen
        if chosen is None:
            return
        seq = chosen.event.seq

        def tell(line: EventLine) -> None:
            self.say(f"Taken back: {line.summary}", "done", "^r does it again")

        self.write(lambda desk: undo(desk, seq), tell)
