"""`factcheck ingest`: take articles in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, complain, remark, say, say_json
from factcheck.domain.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.domain.views import IngestOutcome
    from factcheck.services.desk import Desk

STDIN: Final = "-"


def ingest(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Text files; - reads one from stdin.")
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Take articles in. Good files go in, bad ones are listed."""
    from factcheck.services.ingest import ingest_files

    outcomes: list[IngestOutcome] = []
    tell = _say_nothing if as_json else _say_outcome
    with opened_desk(context) as desk:
        for file in files:
            if str(file) == STDIN:
                outcomes.append(_ingest_stdin(desk, tell))
            else:
                outcomes += ingest_files(desk, [file], tell)
    if as_json:
        say_json({"outcomes": [_outcome_record(outcome) for outcome in outcomes]})
    if any(outcome.state == "failed" for outcome in outcomes):
        raise typer.Exit(IngestError.exit_code)


def _ingest_stdin(desk: Desk, tell: Callable[[IngestOutcome], None]) -> IngestOutcome:
    from factcheck.domain.views import IngestOutcome
    from factcheck.ingest.textfile import MAX_BYTES
    from factcheck.services.ingest import ingest_bytes

    if sys.stdin.isatty():
        remark("Type or paste the text; end it with Ctrl-D on a line of its own.")
    try:
        # One byte more than is taken in, so that what is too large is told and not cut.
        outcome = ingest_bytes(desk, sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    except IngestError as error:
        outcome = IngestOutcome(path=STDIN, state="failed", message=error.message, hint=error.hint)
    tell(outcome)
    return outcome


def _say_nothing(_: IngestOutcome) -> None:
    return


def _say_outcome(outcome: IngestOutcome) -> None:
    if outcome.article is None:
        complain(outcome.message or f"{outcome.path} was not taken in.", hint=outcome.hint)
        return
    about = outcome.message or f"{outcome.path}: taken in as {outcome.article.ref}."
    say(f"{outcome.article.ref}  {about}")
    for warning in outcome.warnings:
        remark(f"{outcome.article.ref}: {warning}")


def _outcome_record(outcome: IngestOutcome) -> dict[str, object]:
    return {
        "path": outcome.path,
        "state": outcome.state,
        "article": outcome.article.ref if outcome.article else None,
        "message": outcome.message,
        "hint": outcome.hint,
        "warnings": list(outcome.warnings),
    }
