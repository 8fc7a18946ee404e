"""The `factcheck` command: hands the screen to the command line, which decides when to open it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    """Open the workbench on a desk, and sign the history when it is closed."""
    from factcheck import tui
    from factcheck.services.checkpoints import end_session

    tui.run(desk)
    end_session(desk)


if __name__ == "__main__":
    main()
