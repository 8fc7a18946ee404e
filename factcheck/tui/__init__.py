"""The screen: a desk in the terminal. Only this layer may load Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.services.desk import Desk

__all__ = ["run"]


def run(desk: Desk) -> int:
    """Show a desk until the person leaves, and return the exit code.

    Args:
        desk: An open desk; it is not closed here.
    """
    from factcheck.tui.app import FactcheckApp  # noqa: PLC0415 - Textual is heavy, and not everyone needs it

    app = FactcheckApp(desk)
    try:
        app.run()
    finally:
        app.writer.close()
    return app.return_code or 0
