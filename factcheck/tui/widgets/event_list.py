"""Changes as people read them, the newest first, with what they changed word by word."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from rich.segment import Segment
from textual.strip import Strip

from factcheck.text.words import word_diff
from factcheck.tui.paint import PLAIN, Part, set_parts
from factcheck.tui.phrases import when
from factcheck.tui.widgets.block_view import ListView, Spot

if TYPE_CHECKING:
    from textual import events

    from factcheck.domain.views import EventLine, FieldChange

MOST_CELLS: Final = 110
_MOST_FIELDS: Final = 12
_MOST_CHARACTERS: Final = 600
_FIELD_WORDS: Final = {"said_on": "date", "published_on": "date"}
_NOT_READ: Final = frozenset({"basis", "mark", "version"})
"""Fields whose change the summary tells already, or that mean nothing to a reader."""


class EventList(ListView):
    """One block a change. The chosen one is shown with what it changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.events: tuple[EventLine, ...] | None = None
        self.nothing = "Nothing has been changed yet."

    def show(self, lines: tuple[EventLine, ...]) -> None:
        """Show these changes."""
        self.events = lines
        self.cursor = max(0, min(self.cursor, len(lines) - 1))
        self.invalidate()
        self.show_cursor()

    @property
    def chosen(self) -> EventLine | None:
        """The chosen change."""
        return self.events[self.cursor] if self.events else None

    def block_count(self) -> int:
        """One block a change."""
        return 0 if self.events is None else len(self.events) or 1

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw one change: when, who, what, and the words that changed."""
        width = min(width, MOST_CELLS)
        quiet = self.look("quiet")
        if not self.events:
            return set_parts([Part(self.nothing, quiet)], width, first="  ", rest="  ")
        line, chosen = self.events[index], index == self.cursor and self.has_focus
        margin = "▌ " if chosen else "  "
        style = self.look("strong") if chosen else PLAIN
        if line.undone:
            style = self.look("faint")
        undone = [Part("  undone", quiet)] if line.undone else []
        strips = set_parts([Part(line.summary, style), *undone], width - 2)
        strips += set_parts([Part(f"{when(line.event.at)} · {line.event.actor}", quiet)], width - 2)
        if line.reason:
            strips += set_parts([Part(f"because {line.reason}", quiet)], width - 2)
        for change in _shown(line):
            strips += self._draw_change(change, width - 2)
        accent = self.look("accent")
        return [*(Strip([Segment(margin, accent), *strip]) for strip in strips), Strip([])]

    def _draw_change(self, change: FieldChange, width: int) -> list[Strip]:
        quiet = self.look("quiet")
        before, after = _text(change.before), _text(change.after)
        label = Part(f"{_FIELD_WORDS.get(change.field, change.field)}: ", quiet)
        styles = {"same": PLAIN, "removed": self.look("removed"), "added": self.look("added")}
        marks = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("[+", "+]")}
        parts = [label]
        for part in word_diff(before, after):
            opening, closing = marks[part.kind]
            parts.append(Part(f"{opening}{part.text}{closing}", styles[part.kind]))
        return set_parts(parts, width, first="  ", rest="  ")

    def on_focus(self) -> None:
        """Show which change is chosen."""
        self.invalidate()

    def on_blur(self) -> None:
        """Show that none is chosen."""
        self.invalidate()

    def block_clicked(self, spot: Spot, column: int, event: events.Click) -> None:
        """Choose the change that was clicked."""
        del column, event
        self.choose(spot.block)


def _shown(line: EventLine) -> list[FieldChange]:
    """Return the fields that an edit changed; of what was made or removed the summary tells."""
    if not line.event.action.endswith(".edit"):
        return []
    changed = (c for c in line.changes if c.field not in _NOT_READ and c.before != c.after)
    return list(islice(changed, _MOST_FIELDS))


def _text(value: Any) -> str:  # noqa: ANN401 - a column of any kind
    """Return a value as people read it."""
    if value is None:
        return ""
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words if len(words) <= _MOST_CHARACTERS else f"{words[:_MOST_CHARACTERS]} …"
