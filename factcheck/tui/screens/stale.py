"""Somebody was faster: both values, side by side, and nothing overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from factcheck.text.safe import one_line, safe_text
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.chrome import KeyBar, StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from factcheck.domain.errors import StaleError


class StaleDialog(Dialog[None]):
    """Shows what one wanted to write and what stands there now.

    Args:
        error: The refusal.
    """

    PLACES: ClassVar[tuple[Place, ...]] = (Place.STALE,)
    BINDINGS: ClassVar[Any] = bindings_of(Place.STALE)
    CSS_PATH = "stale.tcss"

    def __init__(self, error: StaleError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """What happened, the two values of each field, keys."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self._error.message), classes="title", markup=False)
            yield VerticalScroll(*self._fields(), classes="fields")
            yield StatusLine()
            yield KeyBar()

    def on_mount(self) -> None:
        """Say what to do."""
        self.say(self._error.hint or "Nothing was overwritten; it is shown as it is now.", "quiet")

    def _fields(self) -> Iterator[Widget]:
        names = [name for name in self._error.yours if name in self._error.theirs]
        for name in names:
            yield Static(one_line(name.replace("_", " ")), classes="label", markup=False)
            for whose, values in (("yours", self._error.yours), ("there now", self._error.theirs)):
                words = safe_text(_words(values[name]), keep_newlines=True)
                yield Static(f"{whose:<10} {words}", classes="value", markup=False)

    def action_back(self) -> None:
        """Go on."""
        self.dismiss(None)


def _words(value: object) -> str:
    if value is None or value == "":
        return "—"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
