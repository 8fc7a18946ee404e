"""Linking a source to a claim: its text is read, the passage chosen in it or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from factcheck.domain.commands import LinkEvidence, parse_command
from factcheck.domain.vocabulary import Stance
from factcheck.services.sources import get_source, link_evidence, link_passage
from factcheck.text.quotes import find_passage
from factcheck.text.safe import one_line
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.heading import source_heading
from factcheck.tui.page import Page, page_of_text
from factcheck.tui.phrases import STANCE_SYMBOLS, count
from factcheck.tui.screens.selecting import Selecting
from factcheck.tui.widgets.choice import Choice, Option
from factcheck.tui.widgets.chrome import DeskHeader, KeyBar, StatusLine
from factcheck.tui.widgets.fields import SafeInput, typed_text
from factcheck.tui.widgets.reading import ReadingView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from factcheck.domain.errors import FactcheckError
    from factcheck.domain.rows import Evidence, Source
    from factcheck.domain.views import ClaimView, SourceView
    from factcheck.services.desk import Desk
    from factcheck.tui.parts import Part

_LINKING = frozenset({"choose", "start_part", "find", "turn_stance", "save"})


class Text(NamedTuple):
    """A source with its text as a page."""

    view: SourceView
    page: Page


class PassageScreen(Selecting):
    """Shows a source's text beside the claim; sentence and part are chosen as in an article.

    Args:
        claim: The claim.
        source: The source to link.
        shown: A piece of evidence that is only looked at; nothing is linked then.
    """

    CSS_PATH = "passage.tcss"
    AUTO_FOCUS = "ReadingView"
    PLACES: ClassVar[tuple[Place, ...]] = (Place.PASSAGE,)
    BINDINGS: ClassVar[Any] = bindings_of(Place.PASSAGE, Place.PART)

    def __init__(self, claim: ClaimView, source: Source, shown: Evidence | None = None) -> None:
        super().__init__()
        self.claim_view = claim
        self.source = source
        self.shown = shown
        self._chosen: tuple[int, int] | None = None
        self._typed_by_us = ""

    def compose(self) -> ComposeResult:
        """The claim, the text, the passage with its stance."""
        claim = self.claim_view.claim
        stances = [Option(stance.value, stance.value, STANCE_SYMBOLS[stance]) for stance in Stance]
        yield DeskHeader(self.desk.name, self.desk.actor)
        yield Static(one_line(f"{claim.ref}  {claim.restatement}"), id="claim", markup=False)
        yield ReadingView()
        with Vertical(id="quote", classes="-hidden" if self.shown else ""):
            with Horizontal():
                yield Static("the source", classes="label", markup=False)
                yield Choice(stances, Stance.SUPPORTS.value, id="stance")
            with Horizontal():
                yield Static("in these words", classes="label", markup=False)
                yield SafeInput(placeholder="↵ in the text, or type or paste them", id="passage")
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the source's text."""
        self.show_keys()

        def job(desk: Desk) -> Text:
            view = get_source(desk, self.source.id)
            return Text(view, page_of_text(view.text or "", view.source.language))

        self.read("source", job, self._show)

    def _show(self, text: Text) -> None:
        reading = self.reading
        reading.show_page(text.page, self._heading)
        evidence = self.shown
        if evidence is not None and evidence.start is not None and evidence.end is not None:
            self.go(text.page.sentence_at(evidence.start))
            reading.show_found(((evidence.start, evidence.end),), 0)
            self.say(
                f"{self.source.ref}, {evidence.stance.value} {self.claim_view.claim.ref}.", "quiet"
            )
        elif text.page.sentences:
            self.go(0)
            self.say("Step to the sentence that bears on the claim.", "quiet", "↵ quotes it")
        else:
            hint = "" if evidence else "^s links it without a quote"
            self.say("No text of this source is kept here.", "quiet", hint)

    def _heading(self, width: int) -> list[Strip]:
        return source_heading(self.source, width, self.reading.look)

    def go(self, sentence: int, claim: int | None = None) -> None:
        """Light a sentence."""
        del claim
        self.reading.light(sentence, None)

    def places_now(self) -> tuple[Place, ...]:
        """Return whose keys work."""
        return (Place.PART,) if self.reading.part is not None else self.PLACES

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A piece of evidence that is only looked at is not linked again."""
        if self.shown is not None and action in _LINKING:
            return False
        return super().check_action(action, parameters)

    # -------------------------------------------------------------------------------- the passage

    def action_choose(self) -> None:
        """Quote the lit sentence."""
        page = self.reading.page
        if page.sentences:
            sentence = page.sentences[self.reading.cursor]
            self._quote(sentence.start, sentence.end)

    def part_taken(self, part: Part) -> None:
        """Quote the chosen words."""
        self._quote(part.start, part.end)

    def _quote(self, start: int, end: int) -> None:
        self._chosen = (start, end)
        self._typed_by_us = typed_text(self.reading.page.text[start:end])
        self.query_one("#passage", SafeInput).value = self._typed_by_us
        self.reading.show_found(((start, end),), 0)
        self.say("This is what will be quoted.", "quiet", "t turns the stance, ^s links it")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        if event.value == self._typed_by_us:
            return
        self._typed_by_us, self._chosen = "", None
        text, typed = self.reading.page.text, event.value
        self.read("passage", lambda _desk: tuple(find_passage(text, typed)), self._found)

    def _found(self, places: tuple[tuple[int, int], ...]) -> None:
        self.reading.show_found(tuple((start, end) for start, end in places), 0 if places else None)
        if len(places) == 1:
            self.say("It stands in the text once.", "quiet", "↵ links it")
        elif places:
            hint = "Type more of it, or choose it in the text"
            self.say(f"It stands in the text at {count(len(places), 'place')}.", "quiet", hint)
        elif self.query_one("#passage", SafeInput).value.strip():
            self.say("These words are not in the text.", "quiet")

    def on_input_submitted(self) -> None:
        """Enter links what was typed."""
        self.action_save()

    # ------------------------------------------------------------------------------------ actions

    def action_find(self) -> None:
        """Type or paste the passage."""
        self.query_one("#passage", SafeInput).focus()

    def action_turn_stance(self) -> None:
        """Change the stance."""
        self.query_one("#stance", Choice).turn(1)

    def action_back(self) -> None:
        """Leave the field, or close without linking."""
        if isinstance(self.focused, SafeInput | Choice):
            self.reading.focus()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Link the source with the passage."""
        typed = self.query_one("#passage", SafeInput).value.strip()
        stance = Stance(self.query_one("#stance", Choice).value)
        claim_id, source_id = self.claim_view.claim.id, self.source.id
        start, end = self._chosen or (None, None)

        def run(desk: Desk) -> Evidence:
            if typed and start is None:
                return link_passage(
                    desk, claim_id=claim_id, source_id=source_id, stance=stance, passage=typed
                )
            command = parse_command(
                LinkEvidence,
                claim_id=claim_id,
                source_id=source_id,
                stance=stance,
                start=start,
                end=end,
            )
            return link_evidence(desk, command)

        self.write_once(run, self._linked, self._refused)

    def _linked(self, evidence: Evidence) -> None:
        self.dismiss(None)
        self.saved_unseen(evidence)

    def saved_unseen(self, result: Evidence) -> None:
        """Say that it is linked, where one is now."""
        words = f"{self.source.ref} is linked: {result.stance.value} {self.claim_view.claim.ref}."
        self.factcheck.say(words, "done", "u undoes")

    def _refused(self, error: FactcheckError) -> None:
        self.say(error.message, "refused", error.hint)
