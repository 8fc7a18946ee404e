"""One of a few, all of them seen: a rating, a stance, a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.paint import PLAIN, Part, set_row
from factcheck.tui.themes import verdict_style
from factcheck.tui.typeset import text_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size


class Option(NamedTuple):
    """One of the things to choose from; a digit key chooses it at once."""

    value: str
    label: str
    symbol: str = ""
    key: str = ""
    color: str = ""


class Choice(Widget, can_focus=True):
    """Options on as few lines as they need; the chosen one is in brackets."""

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[Any] = bindings_of(Place.CHOICE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "look--quiet",
        "look--strong",
        "look--accent",
        "look--chosen",
    }

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, options: Sequence[Option], value: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.options = tuple(options)
        self.value = value

    def set_value(self, value: str) -> None:
        """Choose an option by its value."""
        if value != self.value and any(option.value == value for option in self.options):
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self))

    def turn(self, step: int) -> None:
        """Choose the next or previous option, going round."""
        values = [option.value for option in self.options]
        at = values.index(self.value) if self.value in values else 0
        self.set_value(values[(at + step) % len(values)])

    def action_turn(self, step: int) -> None:
        """Choose the next or previous option."""
        self.turn(step)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the option that has it."""
        for option in self.options:
            if option.key and event.character == option.key:
                event.stop()
                self.set_value(option.value)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        value = event.style.meta.get("option")
        if value is not None:
            self.set_value(value)

    def on_focus(self) -> None:
        """Show the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the focus is elsewhere."""
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as the options need."""
        del container, viewport
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line of options."""
        rows = self._rows(self.size.width)
        line = set_row(rows[y], [], self.size.width) if y < len(rows) else Strip([])
        return line.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def _rows(self, width: int) -> list[list[Part]]:
        rows: list[list[Part]] = [[]]
        used = 0
        for option in self.options:
            parts = self._parts(option)
            cells = sum(text_cells(part.text) for part in parts)
            if used + cells > width and rows[-1]:
                rows.append([])
                used = 0
            rows[-1] += parts
            used += cells
        return rows

    def _parts(self, option: Option) -> list[Part]:
        chosen = option.value == self.value
        style = self._style("strong") if chosen else self._style("quiet")
        if chosen and self.has_focus:
            style = self._style("chosen")
        meta = Style.from_meta({"option": option.value})
        tint = verdict_style(self.app, option.color) if option.color else PLAIN
        head = f"{option.key} " if option.key else ""
        symbol = Part(f"{option.symbol} ", style + tint + meta) if option.symbol else Part("")
        return [
            Part("[" if chosen else " ", style + meta),
            Part(head, style + meta),
            symbol,
            Part(option.label, style + meta),
            Part("]" if chosen else " ", style + meta),
            Part(" "),
        ]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"look--{name}", partial=True)
