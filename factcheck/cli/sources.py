"""`factcheck sources`: what can bear on claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from factcheck.cli.default_list import ListByDefault
from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import NOTHING, JsonOption, remark, say, say_json, say_table
from factcheck.domain.vocabulary import SourceKind

if TYPE_CHECKING:
    from factcheck.domain.rows import Source

app = typer.Typer(
    cls=ListByDefault,
    help="List the sources, or add one.",
    rich_markup_mode=None,
    no_args_is_help=False,
)

_MOST_REFS: Final = 24
"""Cells that the claims resting on a source may take; `--json` has them all."""


@app.command("list")
def list_(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the sources with the claims that rest on them."""
    from factcheck.domain.views import shorten
    from factcheck.services.sources import list_sources

    with opened_desk(context) as desk:
        found = list_sources(desk)
    if as_json:
        say_json(
            {
                "sources": [
                    _record(view.source) | {"used_by": [claim.ref for claim in view.used_by]}
                    for view in found
                ]
            }
        )
        return
    if not found:
        remark("No source yet. Add one: factcheck sources add TITLE --url ADDRESS")
        return
    say_table(
        ("ref", "date", "text", "used by", "publisher", "source"),
        [
            (
                view.source.ref,
                view.source.published_on or NOTHING,
                "yes" if view.source.document_sha256 else "no",
                shorten(" ".join(claim.ref for claim in view.used_by), _MOST_REFS) or NOTHING,
                view.source.publisher or NOTHING,
                view.source.title,
            )
            for view in found
        ],
        flexible=5,
    )


@app.command("add")
def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="Its title; else its address or file name.")] = "",
    *,
    url: Annotated[str, typer.Option(metavar="ADDRESS", help="Where it can be read.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="A text file with its content, to be archived and quoted.")
    ] = None,
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it.")] = "",
    published_on: Annotated[
        str, typer.Option(metavar="DATE", help="2013, 2013-11 or 2013-11-12.")
    ] = "",
    language: Annotated[str, typer.Option(metavar="CODE", help="en, id, …")] = "",
    kind: Annotated[SourceKind, typer.Option(help="What kind it is.")] = SourceKind.OTHER,
    note: Annotated[str, typer.Option(help="A working note; it is not published.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Put a source on record; with a file, its text can be quoted."""
    from factcheck.domain.commands import AddSource, parse_command
    from factcheck.services.sources import add_source

    command = parse_command(
        AddSource,
        title=title,
        url=url,
        publisher=publisher,
        author=author,
        published_on=published_on,
        language=language,
        note=note,
        kind=kind,
    )
    with opened_desk(context) as desk:
        source = add_source(desk, command, file=file)
    if as_json:
        say_json(_record(source))
    else:
        say(f"{source.ref}  {source.title}")


def _record(source: Source) -> dict[str, Any]:
    from factcheck.reports.records import source_record

    return source_record(source) | {"note": source.note}
