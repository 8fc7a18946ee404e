"""What a person sees if the program fails: what is saved, and where the details are.

Textual's and Rich's tracebacks print local variables, the password of a database URL among them.
Here only the kind of the mistake is shown; the details go where the command line keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.text import Text

from factcheck.text.safe import one_line

if TYPE_CHECKING:
    from pathlib import Path

CRASHED: Final = 70
"""The exit code; sysexits.h: EX_SOFTWARE."""


def crash_report(error: BaseException, file: Path | None) -> Group:
    """Return what to print after an error that nobody foresaw.

    Args:
        error: The error; neither its message nor its traceback is shown.
        file: Where the details were written, or None if they could not be.
    """
    where = "The details could not be written down."
    if file is not None:
        where = f"The details, to be reported, are in {one_line(str(file))}"
    return Group(
        Text(f"factcheck has stopped: a mistake in the program ({type(error).__name__})."),
        Text("Every change that the screen had confirmed is saved; text in an open form is not."),
        Text(where),
    )
