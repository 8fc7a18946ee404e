"""`factcheck verify` and `factcheck checkpoint`: the history proved, and signed."""

from __future__ import annotations

from typing import Final

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, remark, say, say_fields, say_json
from factcheck.domain.errors import HistoryError
from factcheck.reports.phrases import counted, written_time

UNANCHORED: Final = 12
"""Nothing is wrong, but nothing outside the database proves it either."""


def verify(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Prove the history: chain, checkpoints, rows, archive."""
    from factcheck.services.proof import verify as verify_desk

    with opened_desk(context) as desk:
        report = verify_desk(desk)
    if as_json:
        say_json(report.model_dump(mode="json"))
    else:
        say(
            {
                "ok": "The history holds.",
                "unanchored": "Nothing is wrong, but nothing outside the database proves it.",
                "broken": "The history is BROKEN.",
            }[report.status]
        )
        say_fields(
            (
                ("events", f"{report.events:,}, {report.anchored_events:,} under a checkpoint"),
                ("root", report.root),
                ("archive", counted(report.files, "file")),
            )
        )
        for problem in report.problems:
            say(f"  {problem.kind}: {problem.what} ({problem.where})")
        for note in report.notes:
            remark(note)
    if report.status == "broken":
        raise typer.Exit(HistoryError.exit_code)
    if report.status == "unanchored":
        raise typer.Exit(UNANCHORED)


def checkpoint(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Sign the history as it stands.

    The signed note is kept outside the database too.
    """
    from factcheck.reports.records import checkpoint_record
    from factcheck.services.checkpoints import make_checkpoint

    with opened_desk(context) as desk:
        made = make_checkpoint(desk)
        kept = desk.surroundings.notes / desk.desk_id
    if as_json:
        say_json(checkpoint_record(made))
        return
    say(
        f"{counted(made.size, 'event')} signed by {made.made_by}, {written_time(made.made_at)}; "
        f"kept in {kept}"
    )
    say()
    say(made.note.rstrip("\n"))
