"""What a report is made from, read from a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import BusyError, InvalidInputError
from factcheck.reports.model import HistorySummary, ReportDesk, ReportInput
from factcheck.services.articles import get_article, list_articles
from factcheck.services.checkpoints import newest_checkpoint
from factcheck.services.claims import get_claim
from factcheck.services.history import get_event
from factcheck.services.state import desk_state

if TYPE_CHECKING:
    from factcheck.domain.views import ArticleView, ClaimView, DeskState
    from factcheck.services.desk import Desk


def report_of(desk: Desk, ref: str | None = None) -> ReportInput:
    """Return what a report of the desk, of an article (`A1`) or of a claim (`C3`) is made from.

    All of it is of one moment: where somebody changes the desk meanwhile, it is read again.

    Raises:
        NotFoundError: If there is no such article or claim.
        InvalidInputError: If the reference is of neither.
        BusyError: If the desk does not stand still.
    """
    for _ in range(_TRIES):
        before = desk_state(desk)
        report = _read(desk, ref, before)
        if desk_state(desk).events == before.events:
            return report
    msg = "The desk is being changed all the time; no report of one moment could be made."
    raise BusyError(msg, hint="Try again in a moment.")


_TRIES = 10


def _read(desk: Desk, ref: str | None, state: DeskState) -> ReportInput:
    articles: tuple[ArticleView, ...] = ()
    claims: tuple[ClaimView, ...] = ()
    kind = (ref or "").strip()[:1].upper()
    if ref is None:
        articles = tuple(get_article(desk, found.article.ref) for found in list_articles(desk))
    elif kind == "A":
        articles = (get_article(desk, ref),)
    elif kind == "C":
        claims = (get_claim(desk, ref),)
    else:
        raise InvalidInputError(f"{ref} is neither an article nor a claim.", hint="Say A1 or C3.")
    return ReportInput(
        desk=ReportDesk(id=desk.desk_id, name=desk.name),
        scale=state.scale,
        articles=articles,
        claims=claims,
        history=HistorySummary(
            changes=state.events,
            first_at=get_event(desk, 1).event.at,
            last_at=state.last_change_at,
        ),
        checkpoint=newest_checkpoint(desk),
        generated_at=desk.now(),
    )
