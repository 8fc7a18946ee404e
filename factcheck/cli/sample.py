"""`factcheck sample`: the workbench on a copy of the sample desk."""

from __future__ import annotations

import typer

from factcheck.cli.invocation import invocation_of
from factcheck.cli.output import remark
from factcheck.cli.state import open_or_show_desk


def sample(context: typer.Context) -> None:
    """Open the workbench on your own copy of the sample desk."""
    from factcheck.bootstrap import open_desk, sample_desk

    location = sample_desk()
    remark(f"The sample desk is yours to change: {location.archive.parent}")
    with open_desk(location, reviewer=invocation_of(context).reviewer) as desk:
        open_or_show_desk(context, desk)
