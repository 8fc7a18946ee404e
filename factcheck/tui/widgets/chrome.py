"""What frames every screen: the header line, the status line and the line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.widget import Widget
from textual.widgets import Static

from factcheck.text.safe import one_line
from factcheck.tui.paint import Part, set_row
from factcheck.tui.phrases import count
from factcheck.tui.typeset import text_cells, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from factcheck.domain.views import DeskState
    from factcheck.tui.commands import Command

Tone = Literal["quiet", "done", "refused"]


class _Line(Widget):
    """A widget of a few lines that it draws by itself."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "look--quiet",
        "look--faint",
        "look--strong",
        "look--accent",
        "look--rule",
    }

    def look(self, name: str) -> Style:
        """Return the style of a component class, without what it inherits."""
        return self.get_component_rich_style(f"look--{name}", partial=True)

    def draw_line(self, y: int) -> Strip:
        """Draw one row."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one row on the widget's ground."""
        return self.draw_line(y).adjust_cell_length(self.size.width).apply_style(self.rich_style)


class DeskHeader(_Line):
    """The desk's name and state, with a rule under it."""

    def __init__(self, name: str, reviewer: str) -> None:
        super().__init__()
        self._desk_name = name
        self._reviewer = reviewer
        self._state: DeskState | None = None

    def show(self, state: DeskState) -> None:
        """Show the desk's counts."""
        self._state = state
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw the line, or the rule under it."""
        width = self.size.width
        if y:
            return Strip([Segment("─" * width, self.look("rule"))])
        left = [
            Part(" "),
            Part("factcheck", self.look("accent")),
            Part("  "),
            Part(one_line(self._desk_name), self.look("strong")),
        ]
        right = [Part(one_line(self._reviewer)), Part(" ")]
        counts = self._counts()
        room = width - sum(text_cells(part.text) for part in (*left, *right)) - 6
        while counts and text_cells(" · ".join(counts)) > room:
            counts.pop(0)
        right.insert(0, Part(f"{' · '.join(counts)}    " if counts else "", self.look("quiet")))
        return set_row(left, right, width)

    def _counts(self) -> list[str]:
        state = self._state
        if state is None:
            return []
        return [
            count(state.articles, "article"),
            count(state.claims, "claim"),
            f"{state.rated:,} checked",
        ]


class StatusLine(Static):
    """What the last key did, and how to take it back; or why it was refused."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", markup=False, id=id)
        self.said = ""
        self._lines = 1

    def say(self, text: str, tone: Tone = "done", hint: str = "") -> None:
        """Show a sentence.

        Args:
            text: What happened.
            tone: Whether it was done, refused, or only tells where one is.
            hint: What to do; set off from the sentence.
        """
        self.said = one_line(f"{text} {hint}")
        for name in ("quiet", "done", "refused"):
            self.set_class(name == tone, f"-{name}")
        lead = {"quiet": "", "done": "", "refused": "✗ "}[tone]
        content = Content(one_line(f"{lead}{text}"))
        if hint:
            content += Content("  ") + Content(one_line(hint)).stylize(VisualStyle(bold=True))
        lines = len(wrap(content.plain, max(8, self.size.width - 2)))
        self.update(content, layout=lines != self._lines)
        self._lines = lines


class KeyBar(_Line):
    """The few keys that matter here; help stands at the right."""

    class Clicked(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__()
        self.commands: tuple[Command, ...] = ()
        self._last: tuple[Command, ...] = ()

    def show(self, commands: Sequence[Command], last: Sequence[Command] = ()) -> None:
        """Show other commands.

        Args:
            commands: What stands at the left, as far as there is room.
            last: What always stands at the right.
        """
        if (tuple(commands), tuple(last)) != (self.commands, self._last):
            self.commands, self._last = tuple(commands), tuple(last)
            self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw the line of keys."""
        if y:
            return Strip([])
        right = [part for command in self._last for part in (Part("   "), *self._parts(command))]
        room = self.size.width - sum(text_cells(part.text) for part in right) - 2
        left: list[Part] = [Part(" ")]
        used = 1
        for command in self.commands:
            parts = [*self._parts(command), Part("   ")]
            cells = sum(text_cells(part.text) for part in parts)
            if used + cells - 3 > room:
                continue
            left += parts
            used += cells
        return set_row(left[:-1] if len(left) > 1 else left, [*right, Part(" ")], self.size.width)

    def _parts(self, command: Command) -> list[Part]:
        meta = Style.from_meta({"run": command})
        return [
            Part(command.key, self.look("accent") + meta),
            Part(f" {command.short}", self.look("quiet") + meta),
        ]

    def on_click(self, event: events.Click) -> None:
        """Say which command was clicked."""
        command = event.style.meta.get("run")
        if command is not None:
            event.stop()
            self.post_message(self.Clicked(command))
