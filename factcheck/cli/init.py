"""`factcheck init`: make a desk."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from factcheck.cli.invocation import invocation_of
from factcheck.cli.output import JsonOption, say, say_fields, say_json
from factcheck.domain.scales import DEFAULT_SCALE, PRESETS


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where; it is made if missing.")],
    *,
    name: Annotated[
        str, typer.Option(help="What the desk is called; else the folder's name.")
    ] = "",
    scale: Annotated[
        str, typer.Option(help=f"Its rating scale: {', '.join(PRESETS)}.")
    ] = DEFAULT_SCALE,
    as_json: JsonOption = False,
) -> None:
    """Make a new, empty desk in a folder."""
    from factcheck.bootstrap import create_desk
    from factcheck.services.state import desk_state

    called = name.strip() or folder.resolve().name or "Desk"
    reviewer = invocation_of(context).reviewer
    with create_desk(folder, name=called, scale=scale, reviewer=reviewer) as desk:
        made = desk_state(desk)
    if as_json:
        say_json(
            {
                "id": made.desk_id,
                "name": made.name,
                "database": made.database,
                "archive": made.archive,
                "scale": made.scale.slug,
            }
        )
        return
    say(f"The desk {made.name} is ready.")
    say_fields((("database", made.database), ("archive", made.archive), ("scale", made.scale.name)))
    say(f"Bring in an article: factcheck --desk {shlex.quote(str(folder))} ingest FILE")
