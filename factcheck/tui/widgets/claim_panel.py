"""The claim of the lit sentence: what it says, what bears on it, how it is rated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from factcheck.domain.vocabulary import Mark, Stance
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.paint import Part, set_parts, set_row
from factcheck.tui.phrases import (
    MARK_SYMBOLS,
    MARK_WORDS,
    STANCE_SYMBOLS,
    count,
    date_words,
    source_facts,
    when,
)
from factcheck.tui.themes import verdict_style
from factcheck.tui.typeset import text_cells
from factcheck.tui.widgets.block_view import ListView, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from factcheck.domain.rows import Rating, RatingScale
    from factcheck.domain.views import CitedEvidence, ClaimView, EventLine

_WIDE: Final = 60
"""From this width the facts stand on one line."""
_MARGIN: Final = 1


class Subject(NamedTuple):
    """What the panel is about: a sentence, and the claim of it that is looked at, if any."""

    sentence: int
    sentences: int
    mark: Mark
    furniture: bool
    claim: ClaimView | None
    claim_number: int
    claims: int


class _Block(NamedTuple):
    """A part of the panel; one with evidence can be chosen."""

    draw: Callable[[int], list[Strip]]
    evidence: CitedEvidence | None = None


class ClaimPanel(ListView):
    """Shows a claim in full. Evidence is chosen with j and k once the panel has the focus."""

    BINDINGS: ClassVar[Any] = bindings_of(Place.PANEL)

    class RatingClicked(Message):
        """A rating of the strip was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Wanted(Message):
        """Something was asked for of a piece of evidence: `open`, `stance` or `remove`."""

        def __init__(self, what: str, evidence: CitedEvidence) -> None:
            super().__init__()
            self.what = what
            self.evidence = evidence

    class Left(Message):
        """The person wants back to the text."""

    def __init__(self) -> None:
        super().__init__()
        self.subject: Subject | None = None
        self.scale: RatingScale | None = None
        self.history: tuple[EventLine, ...] | None = None
        self._blocks: list[_Block] = []

    # ------------------------------------------------------------------------------ for screens

    def show(self, subject: Subject | None, scale: RatingScale | None) -> None:
        """Show another claim, or the same one changed."""
        same = self._claim_id() == _claim_id_of(subject)
        self.subject, self.scale = subject, scale
        if not same:
            self.history = None
            self.to_top()
        self._arrange()

    def show_history(self, history: tuple[EventLine, ...]) -> None:
        """Show how often and by whom the claim was changed."""
        self.history = history
        self._arrange()

    @property
    def evidence(self) -> CitedEvidence | None:
        """The chosen piece of evidence."""
        return self._blocks[self.cursor].evidence if self.cursor < len(self._blocks) else None

    # ---------------------------------------------------------------------------------- blocks

    def block_count(self) -> int:
        """How many parts there are."""
        return len(self._blocks)

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw a part, with a bar beside the chosen evidence."""
        block = self._blocks[index]
        lines = block.draw(width - 1 - _MARGIN)
        chosen = self.has_focus and block.evidence is not None and index == self.cursor
        margin = Segment("▌", self.look("accent")) if chosen else Segment(" ")
        return [Strip([margin, *line]) for line in lines]

    def choosable(self, block: int) -> bool:
        """Only evidence can be chosen."""
        return 0 <= block < len(self._blocks) and self._blocks[block].evidence is not None

    def cursor_by(self, step: int) -> None:
        """Choose the next evidence; beyond the last one the panel scrolls."""
        before = self.cursor
        super().cursor_by(step)
        if self.cursor == before:
            self.scroll_lines(step)

    def _arrange(self) -> None:
        """Put the parts together anew."""
        subject = self.subject
        if subject is None:
            self._blocks = []
        elif subject.claim is None:
            self._blocks = [_Block(self._draw_sentence)]
        else:
            self._blocks = self._claim_blocks(subject.claim)
        first = next((i for i, block in enumerate(self._blocks) if block.evidence), 0)
        if not self.choosable(self.cursor):
            self.cursor = first
        self.invalidate()

    def _claim_blocks(self, view: ClaimView) -> list[_Block]:
        blocks = [
            _Block(lambda width: self._draw_head(view, width)),
            _Block(lambda width: self._draw_facts(view, width)),
            _Block(lambda width: self._draw_evidence_title(view, width)),
        ]
        blocks += [_Block(self._evidence_drawer(cited), cited) for cited in view.evidence]
        blocks.append(_Block(lambda width: self._draw_verdict(view, width)))
        blocks.append(_Block(self._draw_history))
        return blocks

    # ------------------------------------------------------------------------------------ parts

    def _draw_sentence(self, width: int) -> list[Strip]:
        """Say what is decided of a sentence without a claim, and which keys decide."""
        subject = self.subject
        if subject is None:
            return []
        quiet, key = self.look("quiet"), self.look("accent")
        place = f"Sentence {subject.sentence:,} of {subject.sentences:,}"
        if subject.furniture:
            words = "page furniture: kept and shown, but there is nothing to decide"
            return set_parts([Part(words, quiet)], width)
        symbol, word = MARK_SYMBOLS[subject.mark], MARK_WORDS[subject.mark]
        head = set_row([Part(place, quiet)], [Part(f"{symbol} {word}")], width)
        keys = [("c", "it is a claim"), ("x", "not a claim"), ("q", "query"), ("v", "claim a part")]
        if width >= _WIDE:
            row = [p for k, w in keys for p in (Part(k, key), Part(f" {w}     ", quiet))]
            return [head, Strip([]), set_row(row, [], width)]
        rows = [set_row([Part(f" {k}  ", key), Part(w, quiet)], [], width) for k, w in keys]
        return [head, Strip([]), *rows]

    def _draw_head(self, view: ClaimView, width: int) -> list[Strip]:
        subject = self.subject
        place = ""
        if subject is not None and subject.claims > 1:
            place = f"  {subject.claim_number} of {subject.claims}"
        standing = view.standing
        state = (
            Part(f"{standing.rating.symbol} {standing.rating.label}", self._tint(standing.rating))
            if standing
            else Part("◦ open", self.look("quiet"))
        )
        head = set_row(
            [Part(view.claim.ref, self.look("accent")), Part(place, self.look("quiet"))],
            [state],
            width,
        )
        words = set_parts([Part(view.claim.restatement, self.look("strong"))], width)
        blank = [] if width >= _WIDE else [Strip([])]
        return [head, *blank, *words]

    def _draw_facts(self, view: ClaimView, width: int) -> list[Strip]:
        claim, quiet, faint = view.claim, self.look("quiet"), self.look("faint")
        facts = [
            ("said by", claim.claimant),
            ("on", date_words(claim.said_on)),
            ("type", claim.type.value if claim.type else ""),
        ]
        if width >= _WIDE:
            known = [
                p
                for name, value in facts
                if value
                for p in (Part(f"{name} ", quiet), Part(f"{value}   "))
            ]
            hint = [Part("e says who said it, when, and what type it is", faint)]
            return set_parts(known or hint, width)
        lines: list[Strip] = [Strip([])]
        for name, value in facts:
            shown = Part(value) if value else Part("—", faint)
            lines += (
                set_parts([Part(f"{name:<9}", quiet), shown], width, rest=" " * 9)
                if text_cells(value) + 9 > width
                else [set_row([Part(f"{name:<9}", quiet), shown], [], width)]
            )
        if claim.note:
            lines += set_parts([Part(f"{'note':<9}", quiet), Part(claim.note)], width)
        return lines

    def _draw_evidence_title(self, view: ClaimView, width: int) -> list[Strip]:
        blank = [Strip([])]
        title = [Part("Evidence", self.look("quiet"))]
        if view.evidence:
            return [*blank, set_row(title, [], width)]
        teach = [Part("s", self.look("accent")), Part(" links a source", self.look("faint"))]
        return [*blank, set_row([*title, Part("   "), *teach], [], width)]

    def _evidence_drawer(self, cited: CitedEvidence) -> Callable[[int], list[Strip]]:
        def draw(width: int) -> list[Strip]:
            evidence, quiet = cited.evidence, self.look("quiet")
            symbol = STANCE_SYMBOLS[Stance(evidence.stance)]
            head = set_parts(
                [
                    Part(f"{symbol} ", self.look("strong")),
                    Part(f"{evidence.stance.value}  ", self.look("strong")),
                    Part(source_facts(cited.source)),
                ],
                width,
                rest="  ",
            )
            if not evidence.exact:
                return head
            quote = " ".join(evidence.exact.split())
            return [
                *head,
                *set_parts([Part(f"“{quote}”", quiet)], width, first="  ", rest="  "),
                *(
                    set_parts([Part(evidence.note)], width, first="  ", rest="  ")
                    if evidence.note
                    else []
                ),
            ]

        return draw

    def _draw_verdict(self, view: ClaimView, width: int) -> list[Strip]:
        lines = [Strip([]), set_row([Part("Verdict", self.look("quiet"))], [], width)]
        lines += self._strip_of_ratings(view, width)
        standing = view.standing
        if standing is None:
            return lines
        verdict = standing.verdict
        by = Part(f"  {verdict.recorded_by} · {when(verdict.recorded_at)}", self.look("quiet"))
        lines.append(
            set_row(
                [Part(standing.rating.label, self._tint(standing.rating, bold=True)), by], [], width
            )
        )
        if verdict.explanation:
            lines += set_parts([Part(verdict.explanation)], width)
        return lines

    def _strip_of_ratings(self, view: ClaimView, width: int) -> list[Strip]:
        """Return the scale as keys with symbols; the rating that stands is in brackets."""
        scale = self.scale
        if scale is None:
            return []
        parts: list[list[Part]] = []
        for rating in scale.ratings:
            chosen = (
                view.standing is not None
                and view.standing.rating.code == rating.code
                and view.standing.rating.scale_id == rating.scale_id
            )
            meta = Style.from_meta({"rating": rating.key})
            left, right = ("[", "]") if chosen else (" ", " ")
            parts.append(
                [
                    Part(
                        f"{left}{rating.key} ",
                        (self.look("strong") if chosen else self.look("quiet")) + meta,
                    ),
                    Part(f"{rating.symbol}", self._tint(rating, bold=chosen) + meta),
                    Part(right, self.look("strong") + meta),
                ]
            )
        return _fill_rows(parts, width)

    def _draw_history(self, width: int) -> list[Strip]:
        history = self.history
        if not history:
            return []
        newest = history[0].event
        words = f"{count(len(history), 'change')} · {newest.actor} {when(newest.at)}"
        quiet = self.look("quiet")
        return [
            Strip([]),
            set_row(
                [Part("History  ", quiet), Part(words)], [Part("H", self.look("accent"))], width
            ),
        ]

    def _tint(self, rating: Rating, *, bold: bool = False) -> Style:
        return verdict_style(self.app, rating.color) + Style(bold=bold)

    def _claim_id(self) -> str | None:
        return _claim_id_of(self.subject)

    # ----------------------------------------------------------------------------------- actions

    def on_focus(self) -> None:
        """Show which evidence is chosen."""
        self.invalidate()
        self.show_cursor()

    def on_blur(self) -> None:
        """Show that none is chosen."""
        self.invalidate()

    def block_clicked(self, spot: Spot, column: int, event: events.Click) -> None:
        """Choose evidence, or rate with a click on the strip."""
        del column
        key = event.style.meta.get("rating")
        if key is not None:
            self.post_message(self.RatingClicked(key))
        else:
            self.choose(spot.block)

    def action_move(self, step: int) -> None:
        """Choose the next or previous evidence."""
        self.cursor_by(step)

    def action_open_evidence(self) -> None:
        """Read the source of the chosen evidence."""
        self._want("open")

    def action_turn_stance(self) -> None:
        """Change the stance of the chosen evidence."""
        self._want("stance")

    def action_remove_evidence(self) -> None:
        """Take the chosen evidence off the claim."""
        self._want("remove")

    def action_leave(self) -> None:
        """Go back to the text."""
        self.post_message(self.Left())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of evidence work only where there is some; others go on to the screen."""
        del parameters
        if action in {"open_evidence", "turn_stance", "remove_evidence"}:
            return self.evidence is not None
        return True

    def _want(self, what: str) -> None:
        if (evidence := self.evidence) is not None:
            self.post_message(self.Wanted(what, evidence))


def _claim_id_of(subject: Subject | None) -> str | None:
    return subject.claim.claim.id if subject is not None and subject.claim is not None else None


def _fill_rows(groups: Sequence[list[Part]], width: int) -> list[Strip]:
    """Put groups of parts on as few lines as they need."""
    rows: list[list[Part]] = [[]]
    used = 0
    for group in groups:
        cells = sum(text_cells(part.text) for part in group) + (1 if rows[-1] else 0)
        if used + cells > width and rows[-1]:
            rows.append([])
            used, cells = 0, cells - 1
        rows[-1] += [Part(" "), *group] if rows[-1] else group
        used += cells
    return [set_row(row, [], width) for row in rows]
