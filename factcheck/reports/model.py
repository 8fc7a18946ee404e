"""What a report is made from."""

from __future__ import annotations

from datetime import datetime

from factcheck.domain.rows import Article, Checkpoint, Rating, RatingScale, Row, Source
from factcheck.domain.views import ArticleView, ClaimView


class ReportDesk(Row):
    """The desk that publishes."""

    id: str
    name: str


class HistorySummary(Row):
    """How much work stands behind a report."""

    changes: int
    first_at: datetime | None
    last_at: datetime | None


class ReportInput(Row):
    """One report: of whole articles, or of single claims.

    A report of articles has their texts and coverage, and the claims are those of the articles. A
    report of claims leaves `articles` empty.
    """

    desk: ReportDesk
    scale: RatingScale
    articles: tuple[ArticleView, ...] = ()
    claims: tuple[ClaimView, ...] = ()
    history: HistorySummary | None = None
    checkpoint: Checkpoint | None = None
    generated_at: datetime

    @property
    def all_claims(self) -> tuple[ClaimView, ...]:
        """Every claim of the report, in the order it shows them."""
        return tuple(claim for article in self.articles for claim in article.claims) + self.claims

    @property
    def all_articles(self) -> tuple[Article, ...]:
        """Every article that the report shows or takes a claim from, each once."""
        articles = [view.article for view in self.articles]
        articles += [view.article for view in self.claims]
        return tuple({article.id: article for article in articles}.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that the report cites, each once, by number."""
        cited = {
            piece.source.id: piece.source for claim in self.all_claims for piece in claim.evidence
        }
        return tuple(sorted(cited.values(), key=lambda source: source.number))

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The ratings of the desk's scale, then those of other scales that older verdicts gave."""
        ratings = {(rating.scale_id, rating.code): rating for rating in self.scale.ratings}
        for claim in self.all_claims:
            for rated in claim.verdicts:
                ratings.setdefault((rated.rating.scale_id, rated.rating.code), rated.rating)
        return tuple(ratings.values())

    @property
    def checkers(self) -> tuple[tuple[str, int], ...]:
        """Who recorded the verdicts that stand, and how many each; most first, then by name."""
        counts: dict[str, int] = {}
        for claim in self.all_claims:
            if claim.standing is not None:
                handle = claim.standing.verdict.recorded_by
                counts[handle] = counts.get(handle, 0) + 1
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody whose work the report shows, by name."""
        handles = {article.added_by for article in self.all_articles}
        for claim in self.all_claims:
            handles.add(claim.claim.created_by)
            handles.update(rated.verdict.recorded_by for rated in claim.verdicts)
            handles.update(piece.evidence.added_by for piece in claim.evidence)
        return tuple(sorted(handles))

    @property
    def title(self) -> str:
        """What the report is about, in a line."""
        if len(self.articles) == 1:
            return self.articles[0].heading
        if not self.articles and len(self.claims) == 1:
            return self.claims[0].claim.restatement
        return self.desk.name
