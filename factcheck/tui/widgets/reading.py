"""The text as it is read: paragraphs at a comfortable measure, marked as a desk marks paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.text.safe import original_offset, safe_with_offsets
from factcheck.tui.notes import Note, notes_of
from factcheck.tui.page import Page
from factcheck.tui.paint import Layer, Part, segments_of
from factcheck.tui.parts import Part as Selection
from factcheck.tui.parts import part_of
from factcheck.tui.themes import verdict_style
from factcheck.tui.typeset import Line, text_cells, wrap
from factcheck.tui.widgets.block_view import BlockView, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

MOST_CELLS: Final = 76
"""The widest measure; longer lines are hard to find the way back from."""
_BAR: Final = "▌ "


class Setting(NamedTuple):
    """A paragraph set to lines: what is shown, where each code point of the text stands in it."""

    shown: str
    offsets: Sequence[int]
    lines: list[Line]


class ReadingView(BlockView):
    """Shows a page with one sentence lit. Attributes go down, messages come up."""

    ALLOW_SELECT: ClassVar[bool] = False

    class SentenceChosen(Message):
        """A sentence was clicked, or the claim whose note was."""

        def __init__(self, sentence: int, claim: int | None) -> None:
            super().__init__()
            self.sentence = sentence
            self.claim = claim

    class PartDragged(Message):
        """Words were chosen with the mouse."""

        def __init__(self, part: Selection) -> None:
            super().__init__()
            self.part = part

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.page = Page("", (), ())
        self.cursor = 0
        self.claim: int | None = None
        self.part: Selection | None = None
        self.found: tuple[tuple[int, int], ...] = ()
        self.heading: Callable[[int], list[Strip]] = lambda _width: []
        self._set: dict[int, Setting] = {}
        self._drag: int | None = None

    # ------------------------------------------------------------------------------ for screens

    def show_page(self, page: Page, heading: Callable[[int], list[Strip]]) -> None:
        """Show another page, or the same one with other marks."""
        if page.text != self.page.text:
            self._set.clear()
            self.to_top()
        self.page, self.heading = page, heading
        self.cursor = min(self.cursor, max(0, len(page.sentences) - 1))
        self.invalidate()

    def update_page(self, page: Page, start: int) -> None:
        """Take over a page of which one sentence was decided otherwise."""
        self.page = page
        self.invalidate({0, self._block_of(page.sentence_at(start))})

    def light(self, sentence: int, claim: int | None) -> None:
        """Light a sentence and one of its claims, and show them."""
        touched = {self._block_of(self.cursor), self._block_of(sentence)}
        for known in (self.claim, claim):
            if known is not None and known < len(self.page.claims):
                start = self.page.claims[known].claim.start
                touched.add(self._block_of(self.page.sentence_at(start)))
        self.cursor, self.claim = sentence, claim
        self.invalidate(touched)
        self.show_cursor()

    def select(self, part: Selection | None) -> None:
        """Show which words are chosen."""
        self.part = part
        self.invalidate({self._block_of(self.cursor)})
        if part is not None:
            self.reveal_span(*part.active_span)

    def show_found(self, found: tuple[tuple[int, int], ...], at: int | None) -> None:
        """Show which words were found, and scroll to one of them."""
        self.found = found
        self.invalidate()
        if at is not None:
            self.reveal_span(*found[at])

    def show_cursor(self) -> None:
        """Scroll so that the lit sentence is seen."""
        if self.page.sentences:
            sentence = self.page.sentences[self.cursor]
            self.reveal_span(sentence.start, sentence.end)

    def reveal_span(self, start: int, end: int) -> None:
        """Scroll so that a span of the text is seen."""
        block = self._block_of(self.page.sentence_at(start))
        first, last = self._lines_of(block, start, end)
        self.reveal(Spot(block, first), Spot(block, last))
        if block == 1 and first == 0:
            self.reveal(Spot(0, 0), Spot(0, 0))

    # --------------------------------------------------------------------------------- setting

    @property
    def text_width(self) -> int:
        """How many cells a line of text may take."""
        return min(MOST_CELLS, self.measure - len(_BAR) - 2)

    @property
    def text_left(self) -> int:
        """The column at which text begins; the bar stands just before it."""
        return max(1, (self.measure - self.text_width - len(_BAR)) // 2) + len(_BAR)

    def block_count(self) -> int:
        """One block for the heading, one a paragraph, and a blank end."""
        return len(self.page.paragraphs) + 1

    def position_of(self, block: int) -> float:
        """Return how far down the text a block begins."""
        if not block:
            return 0.0
        return self.page.paragraphs[block - 1].start / max(1, len(self.page.text))

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw the heading or a paragraph with its notes under it."""
        del width
        if index == 0:
            margin = Segment(" " * self.text_left)
            return [Strip([margin, *strip]) for strip in self.heading(self.text_width)]
        setting = self._setting(index - 1)
        layers = self._layers(index - 1, setting)
        lit = self._lit_lines(index, setting)
        lines = [
            Strip([*self._margin(number in lit), *segments_of(setting.shown, line, layers)])
            for number, line in enumerate(setting.lines)
        ]
        return [*lines, *self._note_lines(index - 1)]

    def width_changed(self) -> None:
        """Set every paragraph anew to the new width."""
        self._set.clear()

    def resized(self) -> None:
        """Keep the lit sentence in view."""
        self.show_cursor()

    def _setting(self, paragraph: int) -> Setting:
        found = self._set.get(paragraph)
        if found is None:
            span = self.page.paragraphs[paragraph]
            raw = self.page.text[span.start : span.end]
            shown, offsets = safe_with_offsets(raw, keep_newlines=True)
            shown = shown.replace("\n", " ")
            found = Setting(shown, offsets, wrap(shown, self.text_width))
            self._set[paragraph] = found
        return found

    def _block_of(self, sentence: int) -> int:
        return self.page.paragraph_of(sentence) + 1

    def _lines_of(self, block: int, start: int, end: int) -> tuple[int, int]:
        """Return the first and last line of a paragraph that show a span of the text."""
        if block < 1 or not self.page.paragraphs:
            return 0, 0
        span = self.page.paragraphs[block - 1]
        setting = self._setting(block - 1)
        first = setting.offsets[max(0, min(start, span.end) - span.start)]
        last = setting.offsets[max(0, min(end, span.end) - span.start)]
        lines = [
            number
            for number, line in enumerate(setting.lines)
            if line.start < last and line.end > first
        ]
        return (lines[0], lines[-1]) if lines else (0, 0)

    def _lit_lines(self, block: int, setting: Setting) -> range:
        del setting
        if not self.page.sentences or self._block_of(self.cursor) != block:
            return range(0)
        sentence = self.page.sentences[self.cursor]
        first, last = self._lines_of(block, sentence.start, sentence.end)
        return range(first, last + 1)

    def _margin(self, lit: bool) -> list[Segment]:  # noqa: FBT001 - a private switch
        blank = " " * (self.text_left - len(_BAR))
        if lit:
            return [Segment(blank), Segment(_BAR, self.look("accent"))]
        return [Segment(f"{blank}{' ' * len(_BAR)}")]

    # ----------------------------------------------------------------------------------- styles

    def _layers(self, paragraph: int, setting: Setting) -> list[Layer]:
        """Return the styles of a paragraph: marks, claims, what was found, what is chosen."""
        span = self.page.paragraphs[paragraph]
        layers: list[Layer] = []

        def lay(start: int, end: int, style: Style) -> None:
            first, last = max(start, span.start), min(end, span.end)
            if first < last:
                shown = setting.offsets
                layers.append(Layer(shown[first - span.start], shown[last - span.start], style))

        for index in range(span.first, span.last):
            sentence = self.page.sentences[index]
            lay(sentence.start, sentence.end, self._sentence_style(index))
        for at in self.page.claims_in(span.start, span.end):
            claim = self.page.claims[at].claim
            lay(claim.start, claim.end, self._claim_style(at))
        for start, end in self.found:
            lay(start, end, self.look("found"))
        if self.part is not None:
            lay(self.part.start, self.part.end, self.look("chosen"))
        return layers

    def _sentence_style(self, index: int) -> Style:
        sentence = self.page.sentences[index]
        if sentence.kind is SentenceKind.FURNITURE:
            style = self.look("faint") + Style(italic=True)
        elif sentence.mark is Mark.NOT_A_CLAIM:
            style = self.look("quiet")
        elif sentence.mark is Mark.QUERY:
            style = self.look("query")
        elif sentence.kind is SentenceKind.HEADING:
            style = self.look("heading")
        else:
            style = Style()
        return style + self.look("lit") if index == self.cursor else style

    def _claim_style(self, at: int) -> Style:
        style = self.look("claim") + self._verdict_style(at)
        return style + Style(bold=True) if at == self.claim else style

    def _verdict_style(self, at: int) -> Style:
        standing = self.page.claims[at].standing
        if standing is None:
            return Style()
        return verdict_style(self.app, standing.rating.color)

    # ------------------------------------------------------------------------------------ notes

    def _note_lines(self, paragraph: int) -> list[Strip]:
        """Return the line under a paragraph: its notes at the right, or nothing."""
        notes = notes_of(self.page, self.page.paragraphs[paragraph])
        rows: list[list[Note]] = [[]]
        used = 0
        for note in notes:
            cells = text_cells(note.text) + (3 if rows[-1] else 0)
            if used + cells > self.text_width and rows[-1]:
                rows.append([])
                used, cells = 0, text_cells(note.text)
            rows[-1].append(note)
            used += cells
        return [self._note_row(row) for row in rows]

    def _note_row(self, notes: list[Note]) -> Strip:
        parts: list[Part] = []
        for note in notes:
            style = self._note_style(note)
            if note.claim is not None and note.claim == self.claim:
                style += Style(bold=True)
            style += Style.from_meta({"sentence": note.sentence, "claim": note.claim})
            parts += [Part("   ")] if parts else []
            parts.append(Part(note.text, style))
        cells = sum(text_cells(part.text) for part in parts)
        left = self.text_left + max(0, self.text_width - cells)
        return Strip([Segment(" " * left), *(Segment(p.text, p.style) for p in parts)])

    def _note_style(self, note: Note) -> Style:
        if note.claim is None or self.page.claims[note.claim].standing is None:
            return self.look("quiet")
        return self._verdict_style(note.claim)

    # ------------------------------------------------------------------------------------ mouse

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the offset of the text that is drawn at a cell, or None beside the text."""
        spot = self.spot_at(y)
        if spot is None or spot.block == 0:
            return None
        setting = self._setting(spot.block - 1)
        if spot.line >= len(setting.lines):
            return None
        line = setting.lines[spot.line]
        at, cells = line.start, x - self.text_left
        for start, end, size in split_graphemes(setting.shown[line.start : line.visible])[0]:
            at = line.start + start
            if cells < size:
                break
            cells -= size
            at = line.start + end
        at = min(at, max(line.start, line.visible - 1))
        return self.page.paragraphs[spot.block - 1].start + original_offset(setting.offsets, at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to choose words, or a sentence if the mouse does not move."""
        self.focus()
        meta = event.style.meta
        if "sentence" in meta:
            self.post_message(self.SentenceChosen(meta["sentence"], meta["claim"]))
            return
        offset = self._event_offset(event)
        if offset is not None:
            self._drag = offset
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose the words from where the button was pressed to here."""
        offset = self._event_offset(event) if self._drag is not None else None
        if offset is None or self._drag is None or abs(offset - self._drag) < 2:  # noqa: PLR2004 - a shaking hand
            return
        paragraph = self.page.paragraphs[self.page.paragraph_of(self.page.sentence_at(self._drag))]
        low, high = paragraph.start, paragraph.end
        part = part_of(self.page.text, low, high, self._drag, max(low, min(offset, high - 1)))
        if part is not None:
            self.post_message(self.PartDragged(part))

    def on_mouse_up(self) -> None:
        """End choosing; without a move the sentence is chosen."""
        offset, self._drag = self._drag, None
        self.release_mouse()
        if offset is not None and self.part is None:
            self.post_message(self.SentenceChosen(self.page.sentence_at(offset), None))

    def _event_offset(self, event: events.MouseEvent) -> int | None:
        place = event.get_content_offset(self)
        return None if place is None else self.offset_at(place.x, place.y)
