"""The command line put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from factcheck import __version__
from factcheck.cli import (
    articles,
    claims,
    deciding,
    doctor,
    export,
    history,
    ingest,
    init,
    proof,
    sample,
    sources,
    state,
    undo,
)
from factcheck.cli.guard import GuardedGroup
from factcheck.cli.invocation import invocation_of

EXIT_CODES = """\b
Exit codes:
  0 done             1 refused for another reason    2 wrong usage or input
  3 no such thing    4 no desk found                 5 desk of another release
  6 changed since    7 against the desk's rules      8 a document not taken in
  9 archive          10 history does not prove       11 database busy
  12 no outside checkpoint (verify)                  70 factcheck itself failed
  130 interrupted    141 the reader of a pipe left
More: docs/commands.md
"""

app = typer.Typer(
    cls=GuardedGroup,
    help="A workbench for fact-check desks. Without a command it opens the screen.",
    epilog=EXIT_CODES,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"factcheck {__version__}")
        raise typer.Exit


@app.callback()
def factcheck(
    context: typer.Context,
    *,
    desk: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The desk's folder. Else FACTCHECK_DB, else the nearest."),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option("--as", metavar="HANDLE", help="Who decides. Else FACTCHECK_REVIEWER."),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Run what stands before every command."""
    del version
    context.obj = replace(invocation_of(context), folder=desk, reviewer=reviewer)
    if context.invoked_subcommand is None:
        state.open_or_show(context)


app.command("init")(init.init)
app.command("ingest")(ingest.ingest)
app.command("state")(state.state)
app.command("articles")(articles.articles)
app.command("article")(articles.article)
app.command("mark")(deciding.mark)
app.command("tag")(deciding.tag)
app.command("claims")(claims.claims)
app.command("claim")(claims.claim)
app.add_typer(sources.app, name="sources")
app.command("link")(deciding.link)
app.command("verdict")(deciding.verdict)
app.command("export")(export.export)
app.add_typer(history.app, name="history")
app.command("undo")(undo.undo)
app.command("redo")(undo.redo)
app.command("verify")(proof.verify)
app.command("checkpoint")(proof.checkpoint)
app.command("doctor")(doctor.doctor)
app.command("sample")(sample.sample)
