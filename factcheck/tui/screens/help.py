"""The keys: those that work where one stands, then all others. Made from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Static

from factcheck.tui.commands import Command, Place, bindings_of, commands_of
from factcheck.tui.keys import key_name
from factcheck.tui.paint import Part, set_parts, set_row
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.block_view import BlockView
from factcheck.tui.widgets.chrome import KeyBar, StatusLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

_KEY_CELLS: Final = 14
_HIDDEN: Final = frozenset(f"claim.verdict_{digit}" for digit in range(10) if digit != 1)


class HelpView(BlockView):
    """One block a place: its name, then its commands.

    Args:
        here: The places whose commands work now.
    """

    def __init__(self, here: tuple[Place, ...]) -> None:
        super().__init__()
        self._places = (*here, *(place for place in Place if place not in here))
        self._here = here

    def block_count(self) -> int:
        """One block a place."""
        return len(self._places)

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Draw the commands of one place."""
        place = self._places[index]
        title = [Part(place.value, self.look("strong"))]
        if place in self._here:
            title.append(Part("   works here", self.look("accent")))
        lines = [set_row(title, [], width)]
        for command in commands_of(place):
            if command.id not in _HIDDEN:
                lines += self._lines(command, width)
        return [*lines, Strip([])]

    def _lines(self, command: Command, width: int) -> list[Strip]:
        keys = (
            command.shown
            if command.id == "claim.verdict_1"
            else "  ".join(map(key_name, command.keys))
        )
        label = "Verdict" if command.id == "claim.verdict_1" else command.label
        head = Part(f" {keys:<{_KEY_CELLS - 1}}", self.look("accent"))
        return set_parts(
            [head, Part(f"{label}. "), Part(command.help, self.look("quiet"))],
            width,
            rest=" " * _KEY_CELLS,
        )


class HelpScreen(Dialog[None]):
    """The help.

    Args:
        here: The places whose commands work where one stands.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "HelpView"
    PLACES: ClassVar[tuple[Place, ...]] = (Place.HELP,)
    BINDINGS: ClassVar[Any] = bindings_of(Place.HELP)

    def __init__(self, here: tuple[Place, ...]) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """Title, keys."""
        with Vertical(classes="dialog"):
            yield Static("Keys", classes="title", markup=False)
            yield HelpView(self._here)
            yield StatusLine()
            yield KeyBar()

    @property
    def _view(self) -> HelpView:
        return self.query_one(HelpView)

    def action_scroll(self, lines: int) -> None:
        """Scroll by a line."""
        self._view.scroll_lines(lines)

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self._view.scroll_lines(direction * max(1, self._view.size.height - 1))

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss(None)
