"""The report as JSON, for other programs. Its shape is documented in docs/commands.md."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.reports.phrases import iso_utc
from factcheck.reports.records import (
    Record,
    article_in_full,
    article_record,
    checkpoint_record,
    claim_record,
    scale_record,
    source_record,
)

if TYPE_CHECKING:
    from factcheck.reports.model import ReportInput

FORMAT: Final = "factcheck-report/1"

_BEYOND_ASCII: Final = re.compile(r"[^\n -~]")


def json_report(report: ReportInput) -> bytes:
    """Return the report as a JSON document."""
    in_full = {view.article.id: view for view in report.articles}
    return json_bytes(
        {
            "format": FORMAT,
            "generated_at": iso_utc(report.generated_at),
            "title": report.title,
            "desk": {"id": report.desk.id, "name": report.desk.name},
            "scale": scale_record(report.scale),
            "articles": [
                article_in_full(in_full[article.id])
                if article.id in in_full
                else article_record(article)
                for article in report.all_articles
            ],
            "claims": [claim_record(view) for view in report.all_claims],
            "sources": [source_record(source) for source in report.sources],
            "people": list(report.people),
            "history": _history(report),
            "checkpoint": checkpoint_record(report.checkpoint) if report.checkpoint else None,
        }
    )


def json_bytes(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    r"""Return a JSON value as indented UTF-8 that a terminal can show.

    Controls and other characters without a glyph stand as `\uXXXX`: what reads the JSON gets the
    exact text, and a terminal that shows it gets no control byte.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return (_BEYOND_ASCII.sub(_escape_unprintable, text) + "\n").encode()


def _escape_unprintable(match: re.Match[str]) -> str:
    character = match.group()
    if character.isprintable():
        return character
    return json.dumps(character)[1:-1]


def _history(report: ReportInput) -> Record | None:
    if report.history is None:
        return None
    history = report.history
    return {
        "changes": history.changes,
        "first_at": iso_utc(history.first_at) if history.first_at else None,
        "last_at": iso_utc(history.last_at) if history.last_at else None,
    }
