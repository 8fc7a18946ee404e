"""`factcheck doctor`: what could be wrong around the desk."""

from __future__ import annotations

from typing import Final

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import JsonOption, say, say_json, wrapped

_SIGNS: Final = {"ok": "✓", "warning": "!", "error": "✗"}
_ILL: Final = 1


def doctor(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Say what is wrong around the desk, and how to mend it.

    It looks at versions, database, archive and clock, and changes nothing.
    """
    from factcheck.services.doctor import examine

    with opened_desk(context) as desk:
        findings = examine(desk)
    if as_json:
        say_json({"findings": [finding.model_dump(mode="json") for finding in findings]})
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            indent = width + 4
            lines = wrapped(finding.detail, indent)
            if finding.remedy:
                lines += wrapped(f"→ {finding.remedy}", indent)
            beside = f"{_SIGNS[finding.state]} {finding.name:<{width}}  "
            say(beside + ("\n" + " " * indent).join(lines))
    if any(finding.state == "error" for finding in findings):
        raise typer.Exit(_ILL)
