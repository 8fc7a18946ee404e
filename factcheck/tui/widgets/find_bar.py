"""Finding words in the text that is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.widgets.fields import SafeInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST_FOUND: Final = 2_000


class FindBar(Horizontal):
    """A line to type what is looked for; it stays as long as one looks."""

    BINDINGS: ClassVar[Any] = bindings_of(Place.FIND)

    class Sought(Message):
        """Other words are looked for."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Stepped(Message):
        """The next or previous place is wanted."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Closed(Message):
        """The person has found it, or has given up."""

    def compose(self) -> ComposeResult:
        """A label, the field, and how many places there are."""
        yield Static("/ ", id="slash", markup=False)
        yield SafeInput(placeholder="words of the text", id="sought")
        yield Static("", id="places", markup=False)

    def open(self) -> None:
        """Let the person type."""
        self.add_class("-open")
        field = self.query_one(SafeInput)
        field.focus()
        field.action_select_all()

    def show_count(self, at: int | None, total: int) -> None:
        """Show which of how many places is seen."""
        words = "" if not self.query_one(SafeInput).value else "not in the text"
        if total:
            words = f"{total:,} places" if at is None else f"{at + 1:,} of {total:,}"
        self.query_one("#places", Static).update(words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed so far."""
        event.stop()
        self.post_message(self.Sought(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next place."""
        event.stop()
        self.action_find_next(1)

    def action_find_next(self, direction: int) -> None:
        """Go to the next or previous place."""
        self.post_message(self.Stepped(direction))

    def action_close(self) -> None:
        """Stop looking."""
        self.remove_class("-open")
        self.post_message(self.Closed())


def places_of(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a text, in any case and over any white space."""
    pieces = words.split()
    if not pieces:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, pieces)), re.IGNORECASE)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) >= MOST_FOUND:
            break
    return tuple(found)
