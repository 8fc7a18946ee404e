"""Rating claims on the desk's scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.errors import InvalidInputError, StaleError
from factcheck.domain.rows import Rating, RatingScale, Verdict
from factcheck.services.claim_views import views_of_claims
from factcheck.services.founding import DESK_SCALE
from factcheck.store.tables import ClaimRow, RatingRow, ScaleRow, SettingRow, VerdictRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.commands import RecordVerdict
    from factcheck.services.desk import Desk


def current_scale(desk: Desk) -> RatingScale:
    """Return the rating scale that the desk uses."""
    with desk.read() as session:
        return scale_in_use(session)


def record_verdict(desk: Desk, command: RecordVerdict) -> Verdict:
    """Rate a claim; an earlier verdict is superseded and stays on record.

    Raises:
        NotFoundError: If the claim is gone.
        InvalidInputError: If the scale has no such rating.
        StaleError: If the claim's words changed since they were read, or somebody else has rated
            it meanwhile; nothing is written.
    """
    about = {"claim": command.claim_id}
    with desk.change("verdict.record", asked=command, about=about) as work:
        claim = work.get(ClaimRow, command.claim_id, "claim")
        about["article"] = claim.article_id
        scale = scale_in_use(work.session)
        if scale.rating(command.rating_code) is None:
            msg = f"The scale {scale.name} has no rating {command.rating_code}."
            codes = ", ".join(rating.code for rating in scale.ratings)
            raise InvalidInputError(msg, hint=f"Its ratings are: {codes}.")
        work.require_version(claim, command.claim_version)
        _require_same_standing(work.session, claim, command)
        row = work.add(
            VerdictRow(
                id=desk.new_id(),
                claim_id=claim.id,
                scale_id=scale.id,
                rating_code=command.rating_code,
                explanation=command.explanation,
                recorded_at=desk.now(),
                recorded_by=desk.actor,
                supersedes=command.supersedes,
            )
        )
    return Verdict.model_validate(row)


def scale_in_use(session: Session) -> RatingScale:
    """Return the desk's rating scale with its ratings in order."""
    slug = session.get_one(SettingRow, DESK_SCALE).value
    scale = session.scalars(select(ScaleRow).where(col(ScaleRow.slug) == slug)).one()
    ratings = session.scalars(
        select(RatingRow)
        .where(col(RatingRow.scale_id) == scale.id)
        .order_by(col(RatingRow.position))
    )
    return RatingScale(
        id=scale.id,
        slug=scale.slug,
        name=scale.name,
        ratings=tuple(Rating.model_validate(row) for row in ratings),
    )


def _require_same_standing(session: Session, claim: ClaimRow, command: RecordVerdict) -> None:
    standing = views_of_claims(session, [claim])[0].standing
    seen = standing.verdict.id if standing else None
    if seen == command.supersedes:
        return
    theirs: dict[str, object] = {"rating": None, "explanation": None}
    message = "The verdict that you saw was taken back meanwhile; yours was not recorded."
    if standing is not None:
        theirs = {
            "rating": standing.rating.code,
            "explanation": standing.verdict.explanation,
            "by": standing.verdict.recorded_by,
        }
        message = (
            f"{standing.verdict.recorded_by} has rated this claim {standing.rating.label} "
            "meanwhile; yours was not recorded."
        )
    raise StaleError(
        message,
        yours={"rating": command.rating_code, "explanation": command.explanation},
        theirs=theirs,
        hint="Read that verdict, then record yours if you still differ.",
    )
