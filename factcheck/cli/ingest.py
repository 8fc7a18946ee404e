"""`factcheck ingest`: take articles in."""

from __future__ import annotations

import sys
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
    named: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Files, folders or web addresses; - reads one from stdin."
        ),
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Take articles in. Good files go in, bad ones are listed."""
    from factcheck.services.ingest import ingest_named

    outcomes: list[IngestOutcome] = []
    tell = _say_nothing if as_json else _say_outcome
    with opened_desk(context) as desk:
        for name in named:
            if name == STDIN:
                outcomes += _ingest_stdin(desk, tell)
            else:
                outcomes += ingest_named(desk, name, tell)
    if as_json:
        say_json({"outcomes": [_outcome_record(outcome) for outcome in outcomes]})
    if any(outcome.state == "failed" for outcome in outcomes):
        raise typer.Exit(IngestError.exit_code)


def _ingest_stdin(desk: Desk, tell: Callable[[IngestOutcome], None]) -> tuple[IngestOutcome, ...]:
    from factcheck.domain.views import IngestOutcome
    from factcheck.ingest.textfile import MAX_BYTES
    from factcheck.services.ingest import ingest_bytes

    if sys.stdin.isatty():
        remark("Type or paste the text; end it with Ctrl-D on a line of its own.")
    try:
        # One byte more than is taken in, so that what is too large is told and not cut.
        outcomes = ingest_bytes(desk, sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    except IngestError as error:
        outcomes = (
            IngestOutcome(path=STDIN, state="failed", message=error.message, hint=error.hint),
        )
    for outcome in outcomes:
        tell(outcome)
    return outcomes


def _say_nothing(_: IngestOutcome) -> None:
    return


def _say_outcome(outcome: IngestOutcome) -> None:
    if outcome.article is None:
        complain(outcome.message or f"{outcome.path} was not taken in.", hint=outcome.hint)
        return
    about = outcome.message or f"{outcome.path}"
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
