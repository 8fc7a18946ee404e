"""Asking for the files to bring in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.suggester import Suggester
from textual.widgets import Static

from factcheck.tui.screens.form import FormDialog, row
from factcheck.tui.widgets.fields import SafeInput, typed_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

_MOST_ENTRIES: Final = 5_000
_TEXT_SUFFIXES: Final = frozenset({".txt", ".text", ".md"})


class FilesDialog(FormDialog[tuple[Path, ...]]):
    """Asks for a path; gives the files that it names."""

    AUTO_FOCUS = "SafeInput"
    heading = "Bring in articles"
    draft_key = "files"

    def fields(self) -> Iterable[Widget]:
        """The path."""
        yield row(
            "path",
            SafeInput(id="path", placeholder="article.txt, or a folder", suggester=Paths()),
            Static(
                "→ completes a name. Of a folder, its text files are brought in.",
                classes="hint",
                markup=False,
            ),
        )

    def on_input_submitted(self) -> None:
        """Enter is enough: there is one field."""
        self.action_save()

    def save(self, values: dict[str, str]) -> None:
        """Give the files, if there are any."""
        del values
        typed = self.query_one(SafeInput).value.strip()
        if not typed:
            self.say("Type the path of a file or a folder.", "quiet")
            return
        path = Path(typed).expanduser()
        if not path.exists():
            self.say(f"There is no file or folder “{typed}”.", "refused")
            return
        files = _files_of(path)
        if not files:
            self.say(f"There is no text file in “{typed}”.", "refused", "It wants .txt files")
            return
        self.done(files)


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


def _files_of(path: Path) -> tuple[Path, ...]:
    """Return a file itself, or the text files of a folder."""
    if not path.is_dir():
        return (path,)
    try:
        found = sorted(path.iterdir())
    except OSError:
        return ()
    return tuple(
        entry for entry in found if entry.suffix.lower() in _TEXT_SUFFIXES and entry.is_file()
    )
