"""`factcheck undo` and `factcheck redo`: taking back, itself on record."""

from __future__ import annotations

from typing import Annotated

import typer

from factcheck.cli.history import event_record
from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, say, say_json


def undo(
    context: typer.Context,
    *,
    event: Annotated[
        int | None, typer.Option(metavar="N", help="This event; else your newest change.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take back a change. It stays in the history, and so does its undoing."""
    from factcheck.services.undo import undo as take_back

    with opened_desk(context) as desk:
        line = take_back(desk, event)
    if as_json:
        say_json({"undone": event_record(line)})
    else:
        say(f"Taken back: {line.summary} (event {line.event.seq}). Again: factcheck redo")


def redo(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Bring back the change that was taken back last."""
    from factcheck.services.undo import redo as bring_back

    with opened_desk(context) as desk:
        line = bring_back(desk)
    if as_json:
        say_json({"redone": event_record(line)})
    else:
        say(f"Done again: {line.summary} (event {line.event.seq}).")
