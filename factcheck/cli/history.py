"""`factcheck history`: who changed what, and whether the history alone gives the desk again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from factcheck.cli.default_list import ListByDefault
from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, remark, say, say_json, say_table
from factcheck.domain.errors import HistoryError, InvalidInputError
from factcheck.reports.phrases import counted, iso_utc

if TYPE_CHECKING:
    from factcheck.domain.views import EventLine

app = typer.Typer(
    cls=ListByDefault,
    help="Show the history, or rebuild the desk from it.",
    rich_markup_mode=None,
    no_args_is_help=False,
)

_DAY_LENGTH: Final = len("2025-01-14")


@app.command("list")
def list_(
    context: typer.Context,
    *,
    article: Annotated[str | None, typer.Option(metavar="A1", help="Only of this article.")] = None,
    claim: Annotated[str | None, typer.Option(metavar="C3", help="Only of this claim.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="HANDLE", help="Only by this one.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="2025-01-14 or 2025-01-14T09:30, in UTC.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="The same; a day counts to its end.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List changes, the newest first."""
    from factcheck.services.history import list_events

    earliest = _time(since, "since", end_of_day=False) if since else None
    latest = _time(until, "until", end_of_day=True) if until else None
    with opened_desk(context) as desk:
        found = list_events(
            desk,
            article=article,
            claim=claim,
            actor=actor,
            since=earliest,
            until=latest,
            limit=limit,
        )
    if as_json:
        say_json({"events": [event_record(line) for line in found]})
        return
    if not found:
        remark("There is no such change.")
        return
    say_table(
        ("event", "when (UTC)", "who", "what"),
        [
            (
                str(line.event.seq),
                f"{line.event.at.astimezone(UTC):%Y-%m-%d %H:%M}",
                line.event.actor,
                f"{line.summary}{' (taken back)' if line.undone else ''}",
            )
            for line in found
        ],
        flexible=3,
    )
    if len(found) == limit:
        remark(f"The newest {limit} are shown; more: --limit")


@app.command("rebuild")
def rebuild(
    context: typer.Context,
    *,
    into: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the rebuilt database there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild the desk from its history and compare them.

    The history is replayed into a fresh database, and every row compared with the desk's.
    """
    from factcheck.services.proof import rebuild as rebuild_desk

    with opened_desk(context) as desk:
        report = rebuild_desk(desk, into)
    if as_json:
        say_json(report.model_dump(mode="json"))
    else:
        rows = sum(report.tables.values())
        end = "equal" if report.equal else "NOT equal"
        say(
            f"{counted(report.events, 'event')} replayed, {counted(rows, 'row')} in "
            f"{counted(len(report.tables), 'table')} compared: {end}."
        )
        for difference in report.differences:
            say(f"  {difference}")
    if not report.equal:
        raise typer.Exit(HistoryError.exit_code)


def event_record(line: EventLine) -> dict[str, Any]:
    """Return an event as JSON."""
    event = line.event
    return {
        "seq": event.seq,
        "id": event.id,
        "at": iso_utc(event.at),
        "actor": event.actor,
        "action": event.action,
        "summary": line.summary,
        "reason": line.reason,
        "undone": line.undone,
        "undoes": event.undoes,
        "article_id": event.article_id,
        "claim_id": event.claim_id,
        "source_id": event.source_id,
        "leaf": event.leaf,
        "changes": [change.model_dump(mode="json") for change in line.changes],
    }


def _time(typed: str, option: str, *, end_of_day: bool) -> datetime:
    """Read a day or a time; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise InvalidInputError(
            f"--{option} {typed} is not a time.", hint="Write 2025-01-14 or 2025-01-14T09:30."
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        if end_of_day and len(typed.strip()) == _DAY_LENGTH:
            moment += timedelta(days=1)
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidInputError(f"--{option} {typed} is past what a calendar holds.") from None
