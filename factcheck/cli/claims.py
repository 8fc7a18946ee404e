"""`factcheck claims` and `factcheck claim`: what was tagged and how it was rated."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import NOTHING, JsonOption, remark, say, say_fields, say_json, say_table
from factcheck.reports.phrases import (
    CLAIM_TYPE_LABELS,
    STANCE_LABELS,
    written_date,
    written_time,
)

if TYPE_CHECKING:
    from factcheck.domain.rows import Rating
    from factcheck.domain.views import CitedEvidence, ClaimView


_CLAIMANT_WIDTH: Final = 32


class State(StrEnum):
    """Whether a verdict stands."""

    OPEN = "open"
    RATED = "rated"


def claims(
    context: typer.Context,
    *,
    article: Annotated[str | None, typer.Option(metavar="A1", help="Only of this article.")] = None,
    rating: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only with this rating, such as half-true.")
    ] = None,
    claimant: Annotated[str | None, typer.Option(metavar="WHO", help="Only by this one.")] = None,
    state: Annotated[State | None, typer.Option(help="Only open, or only rated ones.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List claims with their verdicts."""
    from factcheck.services.claims import list_claims

    with opened_desk(context) as desk:
        found = list_claims(
            desk,
            article=article,
            rating=rating,
            claimant=claimant,
            state=state.value if state else None,
        )
    if as_json:
        say_json({"claims": [claim_in_full(view) for view in found]})
    elif found:
        say_table(
            ("ref", "verdict", "article", "said on", "claimant", "claim"),
            [_row(view) for view in found],
            flexible=5,
        )
    else:
        remark("There is no such claim.")


def claim(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="CLAIM", help="C3, for example.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Show a claim in full: who said it, its evidence, its verdicts."""
    from factcheck.services.claims import get_claim

    with opened_desk(context) as desk:
        view = get_claim(desk, ref)
    if as_json:
        say_json(claim_in_full(view))
    else:
        say_claim(view)


def claim_in_full(view: ClaimView) -> dict[str, Any]:
    """Return a claim's record with the desk's own note on it."""
    from factcheck.reports.records import claim_record

    return claim_record(view) | {"note": view.claim.note}


def say_claim(view: ClaimView) -> None:
    """Answer with a claim in full."""
    claim = view.claim
    say(f"{claim.ref}  {verdict_words(view.standing.rating if view.standing else None)}")
    say_fields(
        (
            ("claim", claim.restatement),
            ("in the text", "" if claim.exact == claim.restatement else f"“{claim.exact}”"),
            ("said by", claim.claimant),
            ("said on", written_date(claim.said_on)),
            ("type", CLAIM_TYPE_LABELS[claim.type] if claim.type else ""),
            ("topics", ", ".join(claim.topics)),
            ("article", f"{view.article.ref} {view.article.title}"),
            ("note", claim.note),
        )
    )
    for piece in view.evidence:
        say()
        _say_evidence(piece)
    for rated in view.verdicts:
        say()
        say_fields(
            (
                ("verdict", verdict_words(rated.rating)),
                (
                    "by",
                    f"{rated.verdict.recorded_by}, {written_time(rated.verdict.recorded_at)}"
                    + ("" if rated is view.verdicts[-1] else " (superseded)"),
                ),
                ("because", rated.verdict.explanation),
            )
        )


def verdict_words(rating: Rating | None) -> str:
    """Return a rating as its symbol and label, so that no verdict is told by colour alone."""
    return f"{rating.symbol} {rating.label}" if rating else "○ open"


def _say_evidence(piece: CitedEvidence) -> None:
    evidence, source = piece.evidence, piece.source
    say_fields(
        (
            (STANCE_LABELS[evidence.stance].lower(), f"{source.ref} {source.title}"),
            ("quote", f"“{evidence.exact}”" if evidence.exact else ""),
            ("published", ", ".join(filter(None, (source.publisher, source.published_on)))),
            ("address", source.url),
            ("note", evidence.note),
        )
    )


def _row(view: ClaimView) -> tuple[str, ...]:
    from factcheck.domain.views import shorten

    claim = view.claim
    return (
        claim.ref,
        verdict_words(view.standing.rating if view.standing else None),
        view.article.ref,
        claim.said_on or NOTHING,
        shorten(claim.claimant, _CLAIMANT_WIDTH) or NOTHING,
        claim.restatement,
    )
