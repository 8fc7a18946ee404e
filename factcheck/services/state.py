"""The desk at one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from factcheck.domain.views import DeskState
from factcheck.services.articles import list_articles
from factcheck.services.verdicts import scale_in_use
from factcheck.store.tables import EventRow, SourceRow

if TYPE_CHECKING:
    from factcheck.services.desk import Desk


def desk_state(desk: Desk) -> DeskState:
    """Return counts of everything on the desk, and where it lies."""
    articles = list_articles(desk)
    with desk.read() as session:
        sources = session.scalar(select(func.count()).select_from(SourceRow)) or 0
        newest = session.execute(
            select(col(EventRow.seq), col(EventRow.at)).order_by(col(EventRow.seq).desc()).limit(1)
        ).first()
        scale = scale_in_use(session)

    def total(field: str) -> int:
        return sum(getattr(overview.coverage, field) for overview in articles)

    return DeskState(
        name=desk.name,
        desk_id=desk.desk_id,
        database=desk.store.address,
        archive=str(desk.archive.root),
        reviewer=desk.actor,
        scale=scale,
        articles=len(articles),
        sentences=total("sentences"),
        covered=total("covered"),
        queries=total("queries"),
        claims=sum(overview.claims for overview in articles),
        rated=sum(overview.rated for overview in articles),
        sources=sources,
        events=newest.seq if newest else 0,
        last_change_at=newest.at if newest else None,
    )
