"""Stepping through a text and choosing words of it; the same for articles and for sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.tui.parts import part_of
from factcheck.tui.screens.base import DeskParts
from factcheck.tui.widgets.reading import ReadingView

if TYPE_CHECKING:
    from factcheck.tui.parts import Part

_PART_ACTIONS = frozenset({"part_by", "part_other_end", "part_take", "part_leave"})
_ALWAYS = frozenset({"switch_pane", "focus_next", "focus_previous"})


class Selecting(DeskParts[None]):
    """A screen with a text to read."""

    @property
    def reading(self) -> ReadingView:
        """The text."""
        return self.query_one(ReadingView)

    def go(self, sentence: int, claim: int | None = None) -> None:
        """Light a sentence."""
        raise NotImplementedError

    def part_taken(self, part: Part) -> None:
        """Use the words that were chosen."""
        raise NotImplementedError

    def say_place(self) -> None:
        """Tell where one is."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are chosen, only the keys of that work; otherwise, all others."""
        del parameters
        if action in _ALWAYS:
            return True
        return (action in _PART_ACTIONS) == (self.reading.part is not None)

    # ------------------------------------------------------------------------------------- moving

    def move(self, sentence: int) -> None:
        """Go to a sentence and tell where one is."""
        if self.reading.page.sentences:
            self.go(sentence)
            self.say_place()

    def action_sentence(self, direction: int) -> None:
        """Go to the next or previous sentence."""
        self.move(self.reading.page.step(self.reading.cursor, direction))

    def action_paragraph(self, direction: int) -> None:
        """Go to the next or previous paragraph."""
        self.move(self.reading.page.step_paragraph(self.reading.cursor, direction))

    def action_edge(self, direction: int) -> None:
        """Go to the first or last sentence."""
        self.move(self.reading.page.first if direction < 0 else self.reading.page.last)

    # -------------------------------------------------------------------------------------- parts

    def action_start_part(self) -> None:
        """Choose words, beginning with the first of the sentence."""
        page = self.reading.page
        if not page.sentences:
            return
        sentence = page.sentences[self.reading.cursor]
        if not sentence.counted:
            self.say("This is page furniture; there is nothing to choose.", "quiet")
            return
        paragraph = page.paragraphs[page.paragraph_of(self.reading.cursor)]
        self.select(part_of(page.text, paragraph.start, paragraph.end, sentence.start))
        self.say("Choose the words.", "quiet", "h and l move this end, o turns to the other")

    def action_part_by(self, step: int) -> None:
        """Move an end of the selection by a word."""
        if (part := self.reading.part) is not None:
            self.select(part.moved(step))

    def action_part_other_end(self) -> None:
        """Move the other end from now on."""
        if (part := self.reading.part) is not None:
            self.select(part.turned())

    def action_part_take(self) -> None:
        """Use the chosen words."""
        if (part := self.reading.part) is not None:
            self.select(None)
            self.part_taken(part)

    def action_part_leave(self) -> None:
        """Choose nothing."""
        if self.reading.part is not None:
            self.select(None)
            self.say("Nothing was chosen.", "quiet")

    def select(self, part: Part | None) -> None:
        """Show which words are chosen, and the keys for it."""
        self.reading.select(part)
        self.show_keys()

    def on_reading_view_part_dragged(self, message: ReadingView.PartDragged) -> None:
        """Choose words with the mouse."""
        self.select(message.part)

    def on_reading_view_sentence_chosen(self, message: ReadingView.SentenceChosen) -> None:
        """Light what was clicked."""
        if self.reading.part is not None:
            self.select(None)
        self.go(message.sentence, message.claim)
        self.say_place()
