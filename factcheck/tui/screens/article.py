"""Reading an article sentence by sentence, and deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.containers import Container

from factcheck.domain.coverage import coverage_of
from factcheck.services.articles import get_article
from factcheck.services.history import list_events
from factcheck.services.verdicts import current_scale
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.heading import article_heading
from factcheck.tui.page import page_of_article
from factcheck.tui.phrases import MARK_WORDS, verdict_words
from factcheck.tui.screens.article_claims import ClaimActions
from factcheck.tui.screens.metadata import ArticleForm
from factcheck.tui.widgets.chrome import DeskHeader, KeyBar, StatusLine
from factcheck.tui.widgets.claim_panel import ClaimPanel, Subject
from factcheck.tui.widgets.event_list import EventList
from factcheck.tui.widgets.find_bar import FindBar, places_of
from factcheck.tui.widgets.reading import ReadingView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from factcheck.domain.rows import RatingScale
    from factcheck.domain.views import ArticleView, EventLine
    from factcheck.services.desk import Desk
    from factcheck.tui.page import Page

NARROW: Final = 100
WIDE: Final = 170


class Loaded(NamedTuple):
    """What one read of an article brings."""

    view: ArticleView
    page: Page
    scale: RatingScale
    writes: int


class ArticleScreen(ClaimActions):
    """One article and the claim of its lit sentence.

    Args:
        ref: The article, `A1`.
        claim_ref: The claim to begin at, if any.
        offset: The offset of the text to begin at, if any.
    """

    CSS_PATH = "article.tcss"
    AUTO_FOCUS = "ReadingView"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (NARROW, "-usual"),
        (WIDE, "-wide"),
    ]
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place.PART,
        Place.READING,
        Place.CLAIM,
        Place.EVERYWHERE,
    )
    BINDINGS: ClassVar[Any] = bindings_of(Place.READING, Place.PART, Place.CLAIM)

    def __init__(
        self, ref: str, *, claim_ref: str | None = None, offset: int | None = None
    ) -> None:
        super().__init__()
        self.ref = ref
        self._begin_claim = claim_ref
        self._begin_offset = offset
        self._found: tuple[tuple[int, int], ...] = ()
        self._found_at: int | None = None

    def compose(self) -> ComposeResult:
        """Text at the left, the claim at its right or under it, its history where there is room."""
        yield DeskHeader(self.desk.name, self.desk.actor)
        with Container(id="body"):
            yield ReadingView()
            with Container(id="aside"):
                yield ClaimPanel()
            yield EventList(id="trail")
        yield FindBar()
        yield StatusLine()
        yield KeyBar()

    # ------------------------------------------------------------------------------------ reading

    def load(self) -> None:
        """Read the article."""
        writes = self._writes

        def job(desk: Desk) -> Loaded:
            view = get_article(desk, self.ref)
            return Loaded(view, page_of_article(view), current_scale(desk), writes)

        self.read("article", job, self._show)

    def _show(self, loaded: Loaded) -> None:
        if loaded.writes != self._writes:
            self.load()  # something was decided while this was read
            return
        first = self.view is None
        self.view, self.scale = loaded.view, loaded.scale
        reading = self.reading
        claim = self._claim_id()
        if first:
            reading.cursor = loaded.page.first
        reading.show_page(loaded.page, self._heading)
        if first and self._begin_offset is not None:
            reading.cursor = loaded.page.sentence_at(self._begin_offset)
        wanted = self._wanted_claim or self._begin_claim
        at = next(
            (i for i, v in enumerate(loaded.page.claims) if wanted in {v.claim.ref, v.claim.id}),
            None,
        )
        self._wanted_claim = self._begin_claim = None
        if at is not None:
            start = loaded.page.claims[at].claim.start
            self.go(loaded.page.sentence_at(start), at)
        else:
            kept = next((i for i, v in enumerate(loaded.page.claims) if v.claim.id == claim), None)
            claims = loaded.page.claims_of(reading.cursor) if loaded.page.sentences else []
            self.go(reading.cursor, kept if kept in claims else None)
        if first:
            self.say_place()

    def _heading(self, width: int) -> list[Strip]:
        if self.view is None:
            return []
        rows = ((s.start, s.end, s.kind, s.mark) for s in self.reading.page.sentences)
        return article_heading(self.view, coverage_of(rows), width, self.reading.look)

    # ------------------------------------------------------------------------------------- moving

    def go(self, sentence: int, claim: int | None = None) -> None:
        """Light a sentence; its first claim is looked at if none is named."""
        page = self.reading.page
        if not page.sentences:
            return
        claims = page.claims_of(sentence)
        if claim is None and claims:
            claim = claims[0]
        self.reading.light(sentence, claim)
        self._show_panel(sentence, claim, claims)
        self.show_keys()

    def _show_panel(self, sentence: int, claim: int | None, claims: list[int]) -> None:
        page = self.reading.page
        row = page.sentences[sentence]
        view = None if claim is None else page.claims[claim]
        number = claims.index(claim) + 1 if claim in claims and claim is not None else 1
        self.panel.show(
            Subject(
                page.ordinal(sentence),
                page.counted,
                row.mark,
                not row.counted,
                view,
                number,
                len(claims),
            ),
            self.scale,
        )
        trail = self.query_one("#trail", EventList)
        if view is None:
            trail.show(())
            return
        ref = view.claim.ref
        self.read("trail", lambda desk: list_events(desk, claim=ref, limit=100), self._show_trail)

    def _show_trail(self, history: tuple[EventLine, ...]) -> None:
        self.panel.show_history(history)
        self.query_one("#trail", EventList).show(history)

    def say_place(self) -> None:
        """Tell where one is."""
        page = self.reading.page
        if not page.sentences:
            self.say("There is no text here.", "quiet")
            return
        row = page.sentences[self.reading.cursor]
        words = MARK_WORDS[row.mark] if row.counted else "page furniture"
        claim = self.claim
        if claim is not None:
            words = f"{claim.claim.ref} · {verdict_words(claim)}"
        self.say(
            f"Sentence {page.ordinal(self.reading.cursor):,} of {page.counted:,} · {words}", "quiet"
        )

    def action_unreviewed(self, direction: int) -> None:
        """Go to the next or previous sentence that nobody decided of."""
        page = self.reading.page
        found = page.step_unreviewed(self.reading.cursor, direction) if page.sentences else None
        if found is None:
            self.say("Every sentence is decided.", "done")
        else:
            self.move(found)

    def action_claim(self, direction: int) -> None:
        """Go to the next or previous claim, in the order of the text."""
        page, at = self.reading.page, self.reading.claim
        if not page.claims:
            self.say("There is no claim in this article yet.", "quiet", "c makes one of a sentence")
            return
        if at is None:
            start = page.sentences[self.reading.cursor].start
            before = sum(1 for view in page.claims if view.claim.start < start)
            at = before - 1 if direction > 0 else before
        wanted = max(0, min(at + direction, len(page.claims) - 1))
        self.go(page.sentence_at(page.claims[wanted].claim.start), wanted)
        self.say_place()

    # -------------------------------------------------------------------------------------- panes

    def places_now(self) -> tuple[Place, ...]:
        """Return whose keys work: of the selection, the panel, or the text."""
        if self.reading.part is not None:
            return (Place.PART, Place.EVERYWHERE)
        if self.query_one(FindBar).has_class("-open"):
            return (Place.FIND, Place.EVERYWHERE)
        claim = (Place.CLAIM,) if self.claim is not None else ()
        if self.panel.has_focus:
            return (Place.PANEL, *claim, Place.EVERYWHERE)
        return (*claim, Place.READING, Place.EVERYWHERE)

    def action_switch_pane(self) -> None:
        """Move between the text and the claim."""
        (self.reading if self.panel.has_focus else self.panel).focus()

    def on_claim_panel_left(self) -> None:
        """Go back to the text."""
        self.reading.focus()

    def action_edit_article(self) -> None:
        """Correct the article's metadata."""
        if self.view is not None:
            self.app.push_screen(ArticleForm(self.view.article))

    # ------------------------------------------------------------------------------------ finding

    def action_find(self) -> None:
        """Find words in the text."""
        self.query_one(FindBar).open()
        self.show_keys()

    def on_find_bar_sought(self, message: FindBar.Sought) -> None:
        """Show where the words stand, from the lit sentence on."""
        page = self.reading.page
        self._found = places_of(page.text, message.words)
        start = page.sentences[self.reading.cursor].start if page.sentences else 0
        after = (i for i, (first, _) in enumerate(self._found) if first >= start)
        self._found_at = next(after, 0) if self._found else None
        self._show_found()

    def on_find_bar_stepped(self, message: FindBar.Stepped) -> None:
        """Go on to the next place."""
        if self._found and self._found_at is not None:
            self._found_at = (self._found_at + message.direction) % len(self._found)
        self._show_found()

    def on_find_bar_closed(self) -> None:
        """Stay where one is, without the marks."""
        self._found, self._found_at = (), None
        self.reading.show_found((), None)
        self.reading.focus()
        self.show_keys()
        self.say_place()

    def _show_found(self) -> None:
        at = self._found_at
        self.query_one(FindBar).show_count(at, len(self._found))
        if at is not None:
            self.go(self.reading.page.sentence_at(self._found[at][0]))
            self.say_place()
        self.reading.show_found(self._found, at)
