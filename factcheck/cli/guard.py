"""How every command ends: with an exit code, and never with a traceback."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperGroup

from factcheck import __version__
from factcheck.cli.output import complain
from factcheck.domain.errors import FactcheckError, StaleError
from factcheck.text.secrets import without_passwords

CRASHED: Final = 70
"""sysexits.h: EX_SOFTWARE."""
INTERRUPTED: Final = 130
"""128 + SIGINT, as shells report it."""
READER_GONE: Final = 141
"""128 + SIGPIPE, as shells report it."""


class GuardedGroup(TyperGroup):
    """The top of the command line: every refusal in plain words, every end with its code."""

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - Typer's own signature
        """Run and exit; wrong usage is told here, everything else in `invoke`."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that knows no `✗` shows `?`; that is no reason to stop.
                stream.reconfigure(errors="replace")
        options["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **options) or 0)
        except typer.TyperException as error:
            complain(error.format_message(), hint="See: factcheck --help")
            sys.exit(error.exit_code if error.exit_code > 1 else 2)
        except typer.Abort:
            sys.exit(INTERRUPTED)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own signature
        """Run the command that was chosen."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.TyperException, typer.Exit, typer.Abort):
            raise
        except FactcheckError as error:
            complain(error.message, hint=error.hint)
            if isinstance(error, StaleError):
                complain(_both_values(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            complain("Stopped. What was finished is kept, and nothing is half done.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _let_go_of_stdout()
            raise typer.Exit(READER_GONE) from None
        except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
            complain(_crash_message(error, ctx.invoked_subcommand or "screen"))
            raise typer.Exit(CRASHED) from None
        return done


def write_crash(error: BaseException, doing: str, folder: Path) -> Path:
    """Write what is needed to mend a crash: the calls without their values, passwords struck out.

    Args:
        error: What was raised.
        doing: The command's name; its arguments may hold what is nobody's business.
        folder: Where.

    Returns:
        The file, readable by its owner only.
    """
    now = datetime.now(UTC)
    trace = "".join(traceback.format_exception(error))
    trace = without_passwords(trace)
    told = (
        f"factcheck {__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"{now:%Y-%m-%dT%H:%M:%SZ}, doing: {doing}\n\n{trace}"
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(told)
    return file


def _crash_message(error: BaseException, doing: str) -> str:
    from platformdirs import user_log_path

    what = f"factcheck itself failed ({type(error).__name__}); what was finished before is kept."
    try:
        file = write_crash(error, doing, user_log_path("factcheck", appauthor=False))
    except OSError:
        return f"{what} The details could not be written down."
    return f"{what} The details, to be reported, are in {file}"


def _both_values(error: StaleError) -> str:
    def told(values: dict[str, object]) -> str:
        return ", ".join(f"{name} {value!s}" for name, value in values.items() if value is not None)

    return f"Yours: {told(error.yours) or 'nothing'}. There now: {told(error.theirs) or 'nothing'}."


def _let_go_of_stdout() -> None:
    """Point stdout to nowhere, so that Python's own last flush does not complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
