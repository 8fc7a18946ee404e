"""Asking for the files to bring in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.suggester import Suggester
from textual.widgets import Static

from factcheck.services.ingest import is_address
from factcheck.tui.screens.form import FormDialog, row
from factcheck.tui.widgets.fields import SafeInput, typed_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

_MOST_ENTRIES: Final = 5_000


class FilesDialog(FormDialog[str]):
    """Asks for a file, a folder or a web address; gives it as it was typed."""

    AUTO_FOCUS = "SafeInput"
    heading = "Bring in articles"
    draft_key = "files"

    def fields(self) -> Iterable[Widget]:
        """The path."""
        yield row(
            "from",
            SafeInput(id="path", placeholder="a file, a folder, or https://…", suggester=Paths()),
            Static(
                "→ completes a name. Text, HTML, PDF, DOCX, ODT, EPUB, e-mail, subtitles, feeds.",
                classes="hint",
                markup=False,
            ),
        )

    def on_input_submitted(self) -> None:
        """Enter is enough: there is one field."""
        self.action_save()

    def save(self, values: dict[str, str]) -> None:
        """Give what was typed, if there is such a thing."""
        del values
        typed = self.query_one(SafeInput).value.strip()
        if not typed:
            self.say("Type the path of a file or a folder, or a web address.", "quiet")
            return
        if not is_address(typed) and not Path(typed).expanduser().exists():
            self.say(f"There is no file or folder “{typed}”.", "refused")
            return
        self.done(typed)


class Paths(Suggester):
    """Completes the names of files and folders."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first name in the folder that begins as typed."""
        return _completed(value)


def _completed(value: str) -> str | None:
    """Return a path with its last name completed, or None."""
    head, tail = os.path.split(value)
    if not tail:
        return None
    try:
        with os.scandir(Path(head or ".").expanduser()) as entries:
            names = sorted(
                f"{entry.name}{os.sep if entry.is_dir() else ''}"
                for _, entry in zip(range(_MOST_ENTRIES), entries, strict=False)
                if entry.name.startswith(tail)
            )
    except OSError:
        return None
    found = next((name for name in names if typed_text(name) == name), None)
    return None if found is None else value[: len(value) - len(tail)] + found
