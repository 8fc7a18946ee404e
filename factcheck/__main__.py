"""The `factcheck` command: hands the screen to the command line, which decides when to open it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.services.desk import Desk


def main() -> None:
    """Run the command line; never returns."""
    try:
        from factcheck.cli.app import app
        from factcheck.cli.invocation import Invocation

        app(obj=Invocation(open_screen=open_screen), prog_name="factcheck")
    except KeyboardInterrupt:  # before a command began; within one, the command line answers
        sys.exit(130)


def open_screen(desk: Desk) -> None:
    """Open the workbench on a desk, and sign the history when it is closed, also by a crash."""
    from factcheck import tui
    from factcheck.cli.output import complain
    from factcheck.domain.errors import FactcheckError
    from factcheck.services.checkpoints import end_session

    code = tui.run(desk, keep_crash)
    try:
        end_session(desk)
    except FactcheckError as error:
        if not code:
            raise  # the command line tells it
        complain(error.message, hint=error.hint)
    if code:
        sys.exit(code)


def keep_crash(error: BaseException) -> Path | None:
    """Write the details of a crash of the screen where those of commands are; None if it fails."""
    from platformdirs import user_log_path

    from factcheck.cli.guard import write_crash

    try:
        return write_crash(error, "screen", user_log_path("factcheck", appauthor=False))
    except OSError:
        return None


if __name__ == "__main__":
    main()
