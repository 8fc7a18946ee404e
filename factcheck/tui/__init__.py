"""The screen: a desk in the terminal. Only this layer may load Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factcheck.services.desk import Desk

__all__ = ["run"]


def run(desk: Desk, keep_crash: Callable[[BaseException], Path | None] | None = None) -> int:
    """Show a desk until the person leaves, and return the exit code.

    Args:
        desk: An open desk; it is not closed here.
        keep_crash: Writes the details of a crash into a file and returns it, or None.
    """
    # Textual is heavy, and not everyone needs it.
    from factcheck.tui.app import FactcheckApp  # noqa: PLC0415
    from factcheck.tui.crash import CRASHED  # noqa: PLC0415

    app = FactcheckApp(desk, keep_crash)
    try:
        app.run()
    finally:
        app.writer.close()
    return CRASHED if app.return_code else 0
