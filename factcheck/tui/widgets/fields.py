"""Fields to type into. What is pasted is cleaned; what Textual would draw raw never comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.suggester import Suggester
from textual.widgets import Input, TextArea

from factcheck.text.normalise import normalise
from factcheck.text.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

MOST_PASTED: Final = 100_000


def typed_text(text: str, *, lines: bool = False) -> str:
    """Return foreign text as a person could have typed it: what cannot be seen is left out.

    Args:
        text: What was pasted, or what stands in the database.
        lines: Whether line ends are kept; else each becomes a blank.
    """
    clean = normalise(text[:MOST_PASTED]).replace("\t", " ")
    if not lines:
        clean = " ".join(clean.splitlines())
    if safe_text(clean, keep_newlines=lines) == clean:
        return clean
    kept = [
        character for character in clean if character == "\n" or safe_text(character) == character
    ]
    return "".join(kept)


class SafeInput(Input):
    """One line to type."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(
            typed_text(value),
            placeholder=placeholder,
            suggester=suggester,
            id=id,
            select_on_focus=False,
        )

    def _on_paste(self, event: events.Paste) -> None:
        """Take a paste as one clean line."""
        event.text = typed_text(event.text)
        super()._on_paste(event)
        event.prevent_default()


class SafeTextArea(TextArea):
    """Several lines to type."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            typed_text(text, lines=True),
            id=id,
            tab_behavior="focus",
            soft_wrap=True,
            highlight_cursor_line=False,
        )

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste clean, with its line ends."""
        event.text = typed_text(event.text, lines=True)
        await super()._on_paste(event)
        event.prevent_default()


class Known(Suggester):
    """Completes from words that are known already."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.words: tuple[str, ...] = tuple(words)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first known word that begins so."""
        begun = value.casefold()
        for word in self.words:
            shown = typed_text(word)
            if begun and shown.casefold().startswith(begun):
                return value + shown[len(value) :]
        return None
