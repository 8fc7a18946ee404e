"""What was said before the command's name, and the desk that it means."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from factcheck.services.desk import Desk


@dataclass(frozen=True)
class Invocation:
    """One call of the command line.

    Attributes:
        open_screen: Opens the workbench; given by `factcheck.__main__`, since commands and screen
            do not import each other.
        folder: The desk named with `--desk`.
        reviewer: The handle named with `--as`.
    """

    open_screen: Callable[[Desk], None]
    folder: Path | None = None
    reviewer: str | None = None


def invocation_of(context: typer.Context) -> Invocation:
    """Return what was said before the command's name."""
    found = context.find_object(Invocation)
    if found is None:
        raise TypeError("the command line was started without an Invocation")
    return found


@contextmanager
def opened_desk(context: typer.Context) -> Iterator[Desk]:
    """Open the desk that is meant, and close it afterwards.

    Raises:
        NoDeskError: If there is none.
    """
    from factcheck.bootstrap import find_desk, open_desk

    invocation = invocation_of(context)
    with open_desk(find_desk(invocation.folder), reviewer=invocation.reviewer) as desk:
        yield desk


def has_terminal() -> bool:
    """Return whether a screen can be opened: a terminal to read keys from and one to draw on."""
    return sys.stdin.isatty() and sys.stdout.isatty()
