"""`factcheck` without a command, and `factcheck state`: the desk at one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from factcheck.cli.invocation import has_terminal, invocation_of, opened_desk
from factcheck.cli.output import JsonOption, remark, say, say_fields, say_json
from factcheck.reports.phrases import counted, iso_utc, written_time

if TYPE_CHECKING:
    from factcheck.domain.views import DeskState
    from factcheck.services.desk import Desk


def state(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Show the desk at one glance."""
    from factcheck.services.state import desk_state

    with opened_desk(context) as desk:
        found = desk_state(desk)
        if as_json:
            say_json(_record(found))
        else:
            _say_state(found)


def open_or_show(context: typer.Context) -> None:
    """Open the screen; without a terminal say so, and show the desk's state."""
    with opened_desk(context) as desk:
        open_or_show_desk(context, desk)


def open_or_show_desk(context: typer.Context, desk: Desk) -> None:
    """Open the screen on a desk; without a terminal say so, and show its state."""
    from factcheck.services.state import desk_state

    if has_terminal():
        invocation_of(context).open_screen(desk)
        return
    remark("There is no terminal here, so the screen was not opened. This is the desk:")
    _say_state(desk_state(desk))


def _say_state(found: DeskState) -> None:
    share = 100 * found.covered // found.sentences if found.sentences else 0
    last = f", the last {written_time(found.last_change_at)}" if found.last_change_at else ""
    queries = counted(found.queries, "open question")
    covered = f"{found.covered:,} covered ({share} %), {queries}"
    say(found.name)
    say_fields(
        (
            ("articles", f"{found.articles:,}"),
            ("sentences", f"{found.sentences:,}, {covered}"),
            ("claims", f"{found.claims:,}, {found.rated:,} rated"),
            ("sources", f"{found.sources:,}"),
            ("history", counted(found.events, "change") + last),
            ("scale", found.scale.name),
            ("database", found.database),
            ("archive", found.archive),
            ("reviewer", found.reviewer),
        )
    )


def _record(found: DeskState) -> dict[str, object]:
    return {
        "id": found.desk_id,
        "name": found.name,
        "database": found.database,
        "archive": found.archive,
        "reviewer": found.reviewer,
        "scale": found.scale.slug,
        "articles": found.articles,
        "sentences": found.sentences,
        "covered": found.covered,
        "queries": found.queries,
        "claims": found.claims,
        "rated": found.rated,
        "sources": found.sources,
        "events": found.events,
        "last_change_at": iso_utc(found.last_change_at) if found.last_change_at else None,
    }
